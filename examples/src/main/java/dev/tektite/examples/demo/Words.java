package dev.tektite.examples.demo;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What counts as a word: a run of letters, marks and digits, as in the index.
final class Words {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Co}]+");
  private static final Pattern LETTER = Pattern.compile("\\p{L}");
  private static final int LONGEST = 60;

  private Words() {}

  /// The different words of a text, without those that nobody would type.
  static List<String> of(String text) {
    return WORD.matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(word -> word.length() <= LONGEST)
        .distinct()
        .toList();
  }

  /// Whether a text is more than a number or a date.
  static boolean hasLetter(String text) {
    return LETTER.matcher(text).find();
  }
}
