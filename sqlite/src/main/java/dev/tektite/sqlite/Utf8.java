package dev.tektite.sqlite;

import java.nio.charset.StandardCharsets;

/// Text to UTF-8, without the silent replacement of what has no UTF-8 form.
final class Utf8 {
  private Utf8() {}

  /// The UTF-8 bytes of a text.
  ///
  /// @throws IllegalArgumentException if the text holds half of a surrogate pair
  static byte[] encode(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new IllegalArgumentException(
              "The text has half of a surrogate pair (U+%04X) at index %d and cannot be stored as"
                      .formatted((int) c, i)
                  + " UTF-8: remove it, or store the text as bytes");
        }
        i++;
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
