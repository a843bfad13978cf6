package dev.tektite.rows;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.tektite.sqlite.Statement;
import dev.tektite.sqlite.ValueType;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The stored form of the values of one Java type.
///
/// *Immutable.*
///
/// @param type the Java type; for primitives their wrapper
/// @param reader from the stored form
/// @param writer to the stored form: a [Long], [Double], [String] or `byte[]`
record Form<T>(Class<T> type, Reader<? extends T> reader, Function<? super T, ?> writer) {

  /// Reads a value that is not NULL.
  @FunctionalInterface
  interface Reader<T> {
    T read(Statement statement, int column, ValueType stored, Naming naming);
  }

  /// A form as text.
  ///
  /// @param wanted the text in words, for messages
  /// @param parser throws where the text is of no value
  static <T> Form<T> text(
      Class<T> type,
      String wanted,
      Function<String, ? extends T> parser,
      Function<? super T, String> writer) {
    Reader<T> reader =
        (statement, column, stored, naming) -> {
          String text = Cells.textAt(statement, column, stored, wanted, naming);
          try {
            return parser.apply(text);
          } catch (RuntimeException e) { // not passed on: it would show the value
            throw Cells.refused(statement, column, "holds text that is not " + wanted, naming);
          }
        };
    return new Form<>(type, reader, writer);
  }

  /// A number without limits: text, and read from integers as well, since many a query makes them.
  static <T> Form<T> digits(
      Class<T> type, Function<String, T> parser, Function<Long, T> fromInteger) {
    Form<T> text = text(type, "a number in digits", parser, Object::toString);
    Reader<T> reader =
        (statement, column, stored, naming) ->
            stored == ValueType.INTEGER
                ? fromInteger.apply(statement.columnLong(column))
                : text.reader().read(statement, column, stored, naming);
    return new Form<>(type, reader, text.writer());
  }

  /// The constants of an enum by their names.
  static <E extends Enum<E>> Form<E> constants(Class<E> type) {
    Map<String, E> byName =
        Arrays.stream(type.getEnumConstants()).collect(toUnmodifiableMap(Enum::name, identity()));
    return text(
        type,
        "a constant of " + type.getName(),
        name -> {
          E constant = byName.get(name);
          if (constant == null) {
            throw new IllegalArgumentException();
          }
          return constant;
        },
        Enum::name);
  }

  /// The value of a column of the current row, or `null` for NULL.
  @Nullable T at(Statement statement, int column, Naming naming) {
    ValueType stored = statement.columnType(column);
    return stored == ValueType.NULL ? null : reader.read(statement, column, stored, naming);
  }

  /// What is stored for a value.
  Object stored(Object value) {
    return writer.apply(type.cast(value));
  }
}
