package dev.tektite.bulk;

import dev.tektite.rows.Forms;
import org.jspecify.annotations.Nullable;

/// Lists of any length as one bound value: `where id in (select value from json_each(?))`.
///
/// The text of the query stays the same whatever the length, so that it is compiled once, and the
/// limits of SQLite on parameters (32 766) and on terms do not apply. Values that stand twice count
/// once.
///
/// *Immutable.*
public final class JsonList {
  private JsonList() {}

  /// The values as a JSON array, to be bound.
  ///
  /// @param values of the types of the [table][dev.tektite.sql] that are stored as numbers or text
  /// @throws IllegalArgumentException if one is `null`, which `in` never finds and with which `not
  ///   in` finds nothing; or if it is stored as a blob, which JSON does not have: list the
  ///   hexadecimal digits, and say `select unhex(value)`
  public static String of(Iterable<?> values) {
    StringBuilder json = new StringBuilder("[");
    int place = 0;
    for (Object value : values) {
      if (place++ > 0) {
        json.append(',');
      }
      append(json, value, place);
    }
    return json.append(']').toString();
  }

  private static void append(StringBuilder json, @Nullable Object value, int place) {
    if (value == null) {
      throw refused(place, "is null: leave it out, and ask for it by 'is null'");
    }
    switch (Forms.stored(value)) {
      case Long number -> json.append(number.longValue());
      case Double number -> appendNumber(json, number, place);
      case String text -> appendText(json, text, place);
      default ->
          throw refused(
              place, "is stored as a blob: list hexadecimal digits, and say select unhex(value)");
    }
  }

  private static void appendNumber(StringBuilder json, double number, int place) {
    if (!Double.isFinite(number)) {
      throw refused(place, "is not finite, which JSON cannot say");
    }
    json.append(number);
  }

  private static void appendText(StringBuilder json, String text, int place) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw refused(place, "has a NUL character, at which SQLite ends texts out of JSON");
      }
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }

  private static IllegalArgumentException refused(int place, String why) {
    return new IllegalArgumentException("Value %d of the list %s".formatted(place, why));
  }
}
