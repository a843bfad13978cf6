package dev.tektite.rows;

import java.util.ArrayList;
import java.util.List;

/// The names of the parameters of a statement: `:name`, `@name` and `$name` alike.
final class ParameterNames {
  private ParameterNames() {}

  /// The names without their prefixes.
  ///
  /// @param names with their prefixes, in the order of the parameters
  /// @throws IllegalArgumentException if one has no name
  static List<String> bare(List<String> names, String sql) {
    List<String> bare = new ArrayList<>(names.size());
    for (String name : names) {
      if (name.isEmpty() || name.charAt(0) == '?') {
        throw new IllegalArgumentException(
            "Parameter %d has no name, but values are given by name: name it too (:name), in: %s"
                .formatted(bare.size() + 1, Excerpt.of(sql)));
      }
      bare.add(name.substring(1));
    }
    return bare;
  }
}
