package dev.tektite.rows;

/// SQL text for messages, cut where it is long.
public final class Excerpt {
  private static final int LONGEST = 400;

  private Excerpt() {}

  /// At most about 400 characters of the beginning of a text.
  public static String of(String sql) {
    return sql.length() <= LONGEST ? sql : sql.substring(0, LONGEST) + "…";
  }
}
