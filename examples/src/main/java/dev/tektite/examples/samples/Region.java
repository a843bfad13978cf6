package dev.tektite.examples.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A named part of a source file, between `// @start region=name` and its `// @end`.
final class Region {
  private static final Pattern START = Pattern.compile("\\s*// @start region=([\\w-]+)\\s*");
  private static final Pattern END = Pattern.compile("\\s*// @end\\s*");

  private Region() {}

  /// The lines of a region, without the marks within it, without the indentation that they share,
  /// and without blank lines around them; empty if there is no such region.
  static String of(List<String> lines, String name) {
    List<String> inside = new ArrayList<>();
    int depth = 0;
    for (String line : lines) {
      Matcher start = START.matcher(line);
      boolean isStart = start.matches();
      if (isStart && (depth > 0 || start.group(1).equals(name))) {
        depth++;
      } else if (depth > 0 && END.matcher(line).matches()) {
        depth--;
      } else if (depth > 0 && !isStart) {
        inside.add(line);
      }
    }
    String text = String.join("\n", inside).replaceAll("\\A\\R+|\\s+\\z", "").stripIndent();
    return text.isEmpty() ? "" : text + "\n";
  }
}
