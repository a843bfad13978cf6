package dev.tektite.bulk;

import static java.util.stream.Collectors.joining;

import dev.tektite.rows.Names;
import dev.tektite.schema.Column;
import dev.tektite.schema.Identifier;
import dev.tektite.sql.ReadTx;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which columns the values of a row go into.
///
/// *Immutable.*
///
/// @param columns the columns, in quotes where they become SQL
/// @param parameters the parameter for each: `?`, or `:component`
record Layout(List<String> columns, List<String> parameters) {

  /// Values by position.
  static Layout of(List<String> columns) {
    return new Layout(columns, columns.stream().map(column -> "?").toList());
  }

  /// The components of a record, each with the column of its name.
  ///
  /// @param without components that are left out
  /// @throws IllegalArgumentException if a component has no column, or one that is computed
  static Layout of(ReadTx tx, Identifier table, Class<?> type, List<String> without) {
    List<Column> columns = Column.of(tx, table);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("There is no table %s to insert into".formatted(table));
    }
    List<String> found = new ArrayList<>();
    List<String> parameters = new ArrayList<>();
    for (String component : components(type, without)) {
      found.add(columnFor(component, columns, type, table));
      parameters.add(":" + component);
    }
    return new Layout(found, parameters);
  }

  private static List<String> components(Class<?> type, List<String> without) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .filter(name -> !without.contains(name))
        .toList();
  }

  private static String columnFor(
      String component, List<Column> columns, Class<?> type, Identifier table) {
    List<Integer> matching = Names.find(component, columns.stream().map(Column::name).toList());
    String problem =
        switch (matching.size()) {
          case 0 -> "has no column";
          case 1 -> columns.get(matching.getFirst()).isWritable() ? "" : "computes the column";
          default -> "has several columns";
        };
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException(
          "The table %s %s for the component %s of %s; it has %s: leave it out by without(\"%s\")"
              .formatted(
                  table,
                  problem,
                  component,
                  type.getSimpleName(),
                  columns.stream().map(Column::name).toList(),
                  component));
    }
    return columns.get(matching.getFirst()).name();
  }

  String sql(Identifier table, Conflict conflict) {
    return conflict.verb()
        + table.quoted()
        + columns.stream().map(Identifier::quote).collect(joining(", ", "(", ")"))
        + parameters.stream().collect(joining(", ", " VALUES (", ")"))
        + conflict.clause(columns);
  }
}
