package dev.tektite.migration;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A file in the form of [goose](https://pressly.github.io/goose/documentation/annotations/): the
/// way up and the way down, parted by comments.
///
/// Where a statement ends is SQLite's own business, so that `StatementBegin` and `StatementEnd` are
/// checked and otherwise mean nothing.
///
/// *One thread at a time.*
final class GooseFile {
  private static final Pattern MARK = Pattern.compile("\\s*--\\s*\\+goose\\s+(.*?)\\s*");

  private final String name;
  private final StringBuilder before = new StringBuilder();
  private @Nullable StringBuilder up;
  private @Nullable StringBuilder down;
  private boolean inStatement;
  private int line;

  private GooseFile(String name) {
    this.name = name;
  }

  /// Whether a text has any of the marks.
  static boolean isOne(String text) {
    return text.lines().anyMatch(line -> MARK.matcher(line).matches());
  }

  /// Reads a file.
  ///
  /// @throws IllegalArgumentException if its marks make no sense, with the line
  static GooseFile parse(String name, String text) {
    var file = new GooseFile(name);
    text.lines().forEach(file::take);
    if (file.inStatement) {
      throw file.malformed("StatementBegin without StatementEnd");
    }
    if (file.up == null) {
      throw file.malformed("there is no -- +goose Up");
    }
    if (!ScriptText.isBlank(file.before.toString())) {
      throw file.malformed("there is SQL before -- +goose Up");
    }
    return file;
  }

  private void take(String text) {
    line++;
    Matcher mark = MARK.matcher(text);
    if (mark.matches()) {
      obey(mark.group(1));
    } else {
      part().append(text).append('\n');
    }
  }

  private StringBuilder part() {
    if (down != null) {
      return down;
    }
    return up != null ? up : before;
  }

  private void obey(String mark) {
    switch (mark.toLowerCase(Locale.ROOT)) {
      case "up" -> {
        if (up != null || down != null) {
          throw malformed("Up must come once, and before Down");
        }
        up = new StringBuilder(outside());
      }
      case "down" -> {
        if (up == null || down != null) {
          throw malformed("Down must come once, and after Up");
        }
        down = new StringBuilder(outside());
      }
      case "statementbegin" -> {
        outside();
        inStatement = true;
      }
      case "statementend" -> {
        if (!inStatement) {
          throw malformed("StatementEnd without StatementBegin");
        }
        inStatement = false;
      }
      case "no transaction" ->
          throw malformed(
              "NO TRANSACTION is not possible: all steps are run in one transaction, so that all are"
                  + " stored or none");
      default -> throw malformed("-- +goose %s is not understood".formatted(mark));
    }
  }

  /// Makes sure that no statement is open.
  private String outside() {
    if (inStatement) {
      throw malformed("a statement is still open: StatementEnd is missing");
    }
    return "";
  }

  private IllegalArgumentException malformed(String why) {
    return new IllegalArgumentException("%s, line %d: %s".formatted(name, line, why));
  }

  /// The way up; may have no statement.
  String up() {
    return String.valueOf(up);
  }

  /// The way down, or `null` if there is none.
  @Nullable String down() {
    return down == null || ScriptText.isBlank(down.toString()) ? null : down.toString();
  }
}
