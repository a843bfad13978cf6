package dev.tektite.schema;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The name of a table, an index or another part of a database, with or without the database that
/// it is in (`main`, `temp`, or what was attached).
///
/// Any text is a name, but the empty one and those with a NUL character: reserved words, blanks,
/// dots, quotes. [#quoted()] makes SQL of it in which it cannot be anything but a name.
///
/// *Immutable.*
///
/// @param schema the database, or `null` for the one in which SQLite finds the name: `temp` first,
///   then `main`
/// @param name the name as it is, without quotes
public record Identifier(@Nullable String schema, String name) {

  /// Checks both parts.
  ///
  /// @throws IllegalArgumentException if one cannot be a name
  public Identifier {
    if (schema != null) {
      require(schema);
    }
    require(name);
  }

  /// A name without a database. A dot in it is a part of it.
  public static Identifier of(String name) {
    return new Identifier(null, name);
  }

  /// A name in a database.
  public static Identifier of(String schema, String name) {
    return new Identifier(schema, name);
  }

  /// Reads a name as it stands in SQL: `users`, `main.users`, `main."odd.name"`.
  ///
  /// @throws IllegalArgumentException if a part is empty, a quote is not closed, or there are more
  ///   than two parts
  public static Identifier parse(String text) {
    List<String> parts = parts(text);
    return switch (parts.size()) {
      case 1 -> of(parts.getFirst());
      case 2 -> of(parts.getFirst(), parts.getLast());
      default -> throw unreadable(text, "it has %d parts".formatted(parts.size()));
    };
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (true) {
      int end = text.startsWith("\"", at) ? afterQuote(text, at) : text.indexOf('.', at);
      end = end < 0 ? text.length() : end;
      parts.add(bare(text, text.substring(at, end)));
      if (end == text.length()) {
        return parts;
      }
      if (text.charAt(end) != '.') {
        throw unreadable(text, "a part goes on after its closing quote");
      }
      at = end + 1;
    }
  }

  /// Where the part in quotes that begins somewhere ends; two quotes inside stand for one.
  private static int afterQuote(String text, int start) {
    int at = start + 1;
    while (at < text.length()) {
      if (text.charAt(at) != '"') {
        at++;
      } else if (text.startsWith("\"", at + 1)) {
        at += 2;
      } else {
        return at + 1;
      }
    }
    throw unreadable(text, "a quote is not closed");
  }

  private static String bare(String text, String part) {
    String bare =
        part.startsWith("\"") ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : part;
    if (bare.isEmpty()) {
      throw unreadable(text, "a part is empty");
    }
    return bare;
  }

  private static IllegalArgumentException unreadable(String text, String why) {
    return new IllegalArgumentException(
        "<%s> is no name: %s; a name is users, main.users or main.\"odd.name\""
            .formatted(text, why));
  }

  private static void require(String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          name.isEmpty()
              ? "A name is empty: SQLite would take it, but nothing could tell what it names"
              : "A name has a NUL character, which SQL cannot carry: leave it out");
    }
  }

  /// The name as SQL: `"main"."users"`.
  public String quoted() {
    return schema == null ? quote(name) : quote(schema) + "." + quote(name);
  }

  /// One name as SQL, in double quotes; a dot is a part of it, and quotes inside are doubled.
  ///
  /// @throws IllegalArgumentException if it cannot be a name
  public static String quote(String name) {
    require(name);
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /// A text as a literal of SQL, in single quotes, for the rare places where nothing can be bound:
  /// `default` in a definition, say.
  ///
  /// @throws IllegalArgumentException if it has a NUL character, which SQL cannot carry
  public static String literal(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "A text with a NUL character cannot stand in SQL: bind it instead");
    }
    return "'" + text.replace("'", "''") + "'";
  }

  /// The name for messages: as it is, with dots between its parts.
  @Override
  public String toString() {
    return schema == null ? name : schema + "." + name;
  }
}
