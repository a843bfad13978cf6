package dev.tektite.migration;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A file with a step, as its name and its text tell.
///
/// *Immutable.*
///
/// @param role `V` for a step, `B` for a baseline, `U` for a way back
/// @param version to which the step leads
/// @param description from the name
/// @param up the script
/// @param down the way back, or `null`
record StepFile(char role, String version, String description, String up, @Nullable String down) {
  private static final Pattern VERSIONED =
      Pattern.compile("([VBU])(\\d+(?:[._]\\d+){0,2}(?:-[0-9A-Za-z.-]+)?)__(.+)\\.sql");
  private static final Pattern NUMBERED = Pattern.compile("(\\d+)_(.+)\\.sql");

  /// Reads a file.
  ///
  /// @param name without folders
  /// @throws IllegalArgumentException if the name is none of a step, or the text is malformed
  static StepFile parse(String name, String text) {
    Matcher versioned = VERSIONED.matcher(name);
    if (versioned.matches()) {
      return of(name, versioned.group(1).charAt(0), versioned.group(2), versioned.group(3), text);
    }
    Matcher numbered = NUMBERED.matcher(name);
    if (!numbered.matches()) {
      throw new IllegalArgumentException(
          "%s is no name of a step: expected V1.2.0__add_email.sql, B2.0.0__all.sql, U1.2.0__drop_email.sql or 001_init.sql"
              .formatted(name));
    }
    GooseFile file = GooseFile.parse(name, text);
    return new StepFile('V', numbered.group(1), words(numbered.group(2)), file.up(), file.down());
  }

  private static StepFile of(
      String name, char role, String version, String description, String text) {
    String up = text;
    String down = null;
    if (role == 'V' && GooseFile.isOne(text)) {
      GooseFile file = GooseFile.parse(name, text);
      up = file.up();
      down = file.down();
    }
    if (ScriptText.isBlank(up)) {
      throw new IllegalArgumentException("%s has no statement".formatted(name));
    }
    return new StepFile(role, version, words(description), up, down);
  }

  private static String words(String description) {
    return description.replace('_', ' ');
  }

  /// The step, with the way back if it has one in the same file.
  Step step() {
    Step step = role == 'B' ? Step.baseline(version, up) : Step.of(version, up);
    Step described = step.describedAs(description);
    return down == null ? described : described.down(down);
  }
}
