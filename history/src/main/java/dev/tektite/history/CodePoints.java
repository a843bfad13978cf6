package dev.tektite.history;

/// The order of SQLite's texts, which is that of UTF-8 bytes and so of code points. That of
/// [String#compareTo] differs where there are surrogate pairs.
final class CodePoints {
  private CodePoints() {}

  static int compare(String left, String right) {
    int shorter = Math.min(left.length(), right.length());
    for (int i = 0; i < shorter; i++) {
      if (left.charAt(i) != right.charAt(i)) {
        return Integer.compare(rank(left.charAt(i)), rank(right.charAt(i)));
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /// Surrogates stand for what is behind everything else.
  private static int rank(char unit) {
    return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
  }
}
