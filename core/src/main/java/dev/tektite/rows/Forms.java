package dev.tektite.rows;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The table of the Java types that can be stored, each with its form.
///
/// *Safe for any number of threads.*
public final class Forms {
  private static final List<Form<?>> TABLE =
      List.of(
          new Form<>(Long.class, (s, c, stored, n) -> Cells.longAt(s, c, n), Long::valueOf),
          new Form<>(Integer.class, (s, c, stored, n) -> Cells.intAt(s, c, n), Integer::longValue),
          new Form<>(Short.class, (s, c, stored, n) -> Cells.shortAt(s, c, n), Short::longValue),
          new Form<>(Byte.class, (s, c, stored, n) -> Cells.byteAt(s, c, n), Byte::longValue),
          new Form<>(Boolean.class, (s, c, stored, n) -> Cells.booleanAt(s, c, n), Forms::bit),
          new Form<>(Double.class, (s, c, stored, n) -> Cells.doubleAt(s, c, n), Double::valueOf),
          new Form<>(Float.class, (s, c, stored, n) -> Cells.floatAt(s, c, n), Float::doubleValue),
          new Form<>(Character.class, (s, c, stored, n) -> Cells.charAt(s, c, n), String::valueOf),
          new Form<>(String.class, Cells::anyTextAt, String::valueOf),
          new Form<>(byte[].class, Cells::bytesAt, bytes -> bytes),
          Form.digits(BigInteger.class, BigInteger::new, BigInteger::valueOf),
          Form.digits(BigDecimal.class, BigDecimal::new, BigDecimal::valueOf),
          Form.text(UUID.class, "a UUID of 36 characters", Forms::uuid, UUID::toString),
          Form.text(URI.class, "a URI", URI::create, URI::toString),
          Form.text(Instant.class, "a date and time", TimeText::instant, TimeText::text),
          Form.text(LocalDate.class, "a date", LocalDate::parse, TimeText::text),
          Form.text(LocalTime.class, "a time", LocalTime::parse, TimeText::text),
          Form.text(
              LocalDateTime.class,
              "a date and time without an offset",
              TimeText::localDateTime,
              TimeText::text),
          Form.text(
              OffsetDateTime.class,
              "a date and time with an offset",
              TimeText::offsetDateTime,
              TimeText::text),
          Form.text(Duration.class, "a duration", Duration::parse, Duration::toString));

  private static final Form<Object> NATURAL =
      new Form<>(Object.class, Cells::naturalAt, value -> value);

  private static final Map<Class<?>, Form<?>> BY_TYPE =
      TABLE.stream().collect(toUnmodifiableMap(Form::type, form -> form));

  private static final ClassValue<Form<?>> FORMS =
      new ClassValue<>() {
        @Override
        protected Form<?> computeValue(Class<?> type) {
          return find(type);
        }
      };

  private Forms() {}

  /// The form of a type; `Object` stands for whatever is stored.
  ///
  /// @throws IllegalArgumentException if the type is not in the table
  @SuppressWarnings("unchecked") // a form is kept under its own type
  static <T> Form<T> of(Class<T> type) {
    return (Form<T>) FORMS.get(type);
  }

  /// What is bound for a value: a [Long], [Double], [String] or `byte[]`.
  ///
  /// @throws IllegalArgumentException if its type is not in the table
  public static Object stored(Object value) {
    return of(value.getClass()).stored(value);
  }

  private static Form<?> find(Class<?> type) {
    if (type == Object.class) {
      return NATURAL;
    }
    Form<?> form = BY_TYPE.get(MethodType.methodType(type).wrap().returnType());
    if (form != null) {
      return form;
    }
    // A constant with a body has a class of its own.
    Class<?> declaring = type.isEnum() ? type : type.getSuperclass();
    if (declaring != null && declaring.isEnum()) {
      return enumForm(declaring);
    }
    throw new IllegalArgumentException(
        "%s is not among the types that can be stored: %s, enums%s"
            .formatted(
                type.getTypeName(),
                TABLE.stream().map(each -> each.type().getSimpleName()).collect(joining(", ")),
                holdsSeveral(type) ? "; give several values as JSON text to json_each(?)" : ""));
  }

  private static boolean holdsSeveral(Class<?> type) {
    return type.isArray() || Iterable.class.isAssignableFrom(type);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the class is one of an enum
  private static Form<?> enumForm(Class<?> type) {
    return Form.constants((Class) type);
  }

  private static Long bit(Boolean value) {
    return value ? 1L : 0L;
  }

  private static UUID uuid(String text) {
    UUID uuid = UUID.fromString(text);
    if (!uuid.toString().equalsIgnoreCase(text)) { // 1-2-3-4-5 passes as one
      throw new IllegalArgumentException();
    }
    return uuid;
  }
}
