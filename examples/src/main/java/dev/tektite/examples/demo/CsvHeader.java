package dev.tektite.examples.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The names of the columns of a CSV file: at least one, none blank, none twice.
///
/// *Immutable.*
record CsvHeader(List<String> names) {
  /// SQLite's limit of 2000, less the key and the hidden columns of the index.
  private static final int MOST_COLUMNS = 1_990;

  /// Checks the names.
  ///
  /// @throws DemoFailure if they cannot name columns
  static CsvHeader of(Path file, List<String> names) {
    if (names.size() > MOST_COLUMNS) {
      throw new DemoFailure(
          "%s has %d columns, but a table takes at most %d"
              .formatted(file, names.size(), MOST_COLUMNS));
    }
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.isBlank() || name.indexOf('\0') >= 0) {
        throw new DemoFailure(
            "%s: column %d has no usable name in the header; give it one".formatted(file, i + 1));
      }
      if (!seen.add(name)) {
        throw new DemoFailure(
            "%s: the header names \"%s\" twice (upper and lower case count as the same)"
                .formatted(file, name));
      }
    }
    return new CsvHeader(List.copyOf(names));
  }

  /// A name that no column has, made from the wanted one.
  String freeName(String wanted) {
    String name = wanted;
    while (names.stream().anyMatch(name::equalsIgnoreCase)) {
      name += "_";
    }
    return name;
  }
}
