package dev.tektite.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Compares scripts by their words, so that comments, blanks and line ends do not count.
final class ScriptText {
  private static final int SHOWN = 60;

  private ScriptText() {}

  /// The SHA-256 of the words, in hexadecimal digits.
  static String checksum(String script) {
    MessageDigest digest = sha256();
    var words = new SqlWords(withPlainLineEnds(script));
    while (words.next()) {
      digest.update(words.word().getBytes(UTF_8));
      digest.update((byte) '\n');
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256, but this one has not", e);
    }
  }

  /// Tools that check files out may change line ends even inside of literals.
  private static String withPlainLineEnds(String script) {
    return script.indexOf('\r') < 0 ? script : script.replace("\r\n", "\n");
  }

  /// Whether a text has no word at all.
  static boolean isBlank(String script) {
    return !new SqlWords(script).next();
  }

  /// Where two scripts begin to differ, in words.
  static String difference(String was, String is) {
    var before = new SqlWords(withPlainLineEnds(was));
    var after = new SqlWords(withPlainLineEnds(is));
    while (true) {
      boolean more = before.next();
      if (!after.next() || !more || !before.word().equals(after.word())) {
        return "it was «%s» and is «%s» (line %d)"
            .formatted(
                excerpt(withPlainLineEnds(was), before.start()),
                excerpt(withPlainLineEnds(is), after.start()),
                lineOf(withPlainLineEnds(is), after.start()));
      }
    }
  }

  private static long lineOf(String text, int at) {
    return 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  private static String excerpt(String text, int from) {
    if (from >= text.length()) {
      return "the end";
    }
    int end = Math.min(text.length(), from + SHOWN);
    return text.substring(from, end).replaceAll("\\s+", " ").strip()
        + (end < text.length() ? " …" : "");
  }
}
