package dev.tektite.rows;

import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A record type: its components, how to make one, and how to look into one.
///
/// *Safe for any number of threads.*
final class RecordShape<R> {
  /// Enough for a program; texts of SQL that are put together at run time must not fill the memory.
  private static final int MOST_LAYOUTS = 100;

  private static final ClassValue<RecordShape<?>> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape<?> computeValue(Class<?> type) {
          return new RecordShape<>(type);
        }
      };

  private final Class<R> type;
  private final MethodHandle constructor;
  private final List<Component> components;
  private final List<String> names;
  private final Map<List<String>, RecordReader<R>> readers = new ConcurrentHashMap<>();
  private final Map<List<String>, RecordValues> parameters = new ConcurrentHashMap<>();

  /// A component of a record.
  ///
  /// @param accessor from `Object` to `Object`
  record Component(String name, Class<?> type, MethodHandle accessor) {}

  private RecordShape(Class<R> type) {
    this.type = type;
    this.constructor = RecordAccess.constructor(type);
    this.components =
        Arrays.stream(type.getRecordComponents())
            .map(each -> new Component(each.getName(), each.getType(), RecordAccess.accessor(each)))
            .toList();
    this.names = components.stream().map(Component::name).toList();
  }

  /// The shape of a record type.
  ///
  /// @throws IllegalArgumentException if the record is out of reach
  @SuppressWarnings("unchecked") // a shape is kept for the type that it is of
  static <R> RecordShape<R> of(Class<R> type) {
    return (RecordShape<R>) SHAPES.get(type);
  }

  List<Component> components() {
    return components;
  }

  /// Takes the components, primitives as they are and others as `Object`, and returns an `Object`.
  MethodHandle constructor() {
    return constructor;
  }

  /// Reads rows with certain columns.
  ///
  /// @throws IllegalArgumentException if a component has no column, or several, or a type that
  ///   cannot be stored
  RecordReader<R> reader(List<String> columns, String sql) {
    RecordReader<R> reader = readers.get(columns);
    if (reader == null) {
      reader = RecordReaderClass.reader(this, columnsFor(columns, sql));
      keep(readers, columns, reader);
    }
    return reader;
  }

  private int[] columnsFor(List<String> columns, String sql) {
    int[] found = new int[names.size()];
    for (int i = 0; i < found.length; i++) {
      List<Integer> matching = Names.find(names.get(i), columns);
      if (matching.size() != 1) {
        throw new IllegalArgumentException(
            "The result has %s for the component %s of %s, but %s: name one so by AS, in: %s"
                .formatted(
                    matching.isEmpty() ? "no column" : "several columns " + matching,
                    names.get(i),
                    this,
                    columns,
                    Excerpt.of(sql)));
      }
      found[i] = matching.getFirst();
    }
    return found;
  }

  /// Takes the values of parameters out of records.
  ///
  /// @param parameterNames with their prefixes
  /// @throws IllegalArgumentException if a parameter has no component
  RecordValues parameters(List<String> parameterNames, String sql) {
    RecordValues values = parameters.get(parameterNames);
    if (values == null) {
      List<String> bare = ParameterNames.bare(parameterNames, sql);
      if (bare.isEmpty()) {
        throw new IllegalArgumentException(
            "A record (%s) is given, but there are no parameters (:name) for its components, in: %s"
                .formatted(this, Excerpt.of(sql)));
      }
      values =
          RecordValuesClass.values(
              type, bare.stream().map(name -> componentFor(name, sql)).toList());
      keep(parameters, parameterNames, values);
    }
    return values;
  }

  private Component componentFor(String parameter, String sql) {
    List<Integer> matching = Names.find(parameter, names);
    if (matching.size() != 1) {
      throw new IllegalArgumentException(
          "%s has %s for the parameter %s; it has %s, in: %s"
              .formatted(
                  this,
                  matching.isEmpty() ? "no component" : "several components",
                  parameter,
                  names,
                  Excerpt.of(sql)));
    }
    return components.get(matching.getFirst());
  }

  private static <V> void keep(Map<List<String>, V> kept, List<String> layout, V value) {
    if (kept.size() >= MOST_LAYOUTS) {
      kept.clear();
    }
    kept.put(layout, value);
  }

  /// The name of the record, for messages.
  @Override
  public String toString() {
    return type.getSimpleName();
  }
}
