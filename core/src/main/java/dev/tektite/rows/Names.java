package dev.tektite.rows;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Compares the names of Java with those of SQL.
public final class Names {
  private Names() {}

  /// Where a name stands among others: as it is, whatever the case; or else, if it stands nowhere
  /// so, without regard to underscores.
  public static List<Integer> find(String name, List<String> among) {
    List<Integer> same = indexes(among, name::equalsIgnoreCase);
    return same.isEmpty()
        ? indexes(among, other -> plain(other).equalsIgnoreCase(plain(name)))
        : same;
  }

  private static List<Integer> indexes(List<String> among, Predicate<String> wanted) {
    return IntStream.range(0, among.size()).filter(i -> wanted.test(among.get(i))).boxed().toList();
  }

  private static String plain(String name) {
    return name.replace("_", "");
  }
}
