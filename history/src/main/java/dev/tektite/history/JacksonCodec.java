package dev.tektite.history;

import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;

/// Values as JSON through Jackson 3, which must be there: `tools.jackson.core:jackson-databind`.
///
/// *Safe for any number of threads*, as a mapper is.
public final class JacksonCodec<V> implements TextCodec<V> {
  private final ObjectMapper mapper;
  private final JavaType type;

  private JacksonCodec(ObjectMapper mapper, JavaType type) {
    this.mapper = mapper;
    this.type = type;
  }

  /// Values of a type through a mapper as it comes.
  public static <V> JacksonCodec<V> of(Class<V> type) {
    return of(type, new ObjectMapper());
  }

  /// Values of a type through a mapper of your own.
  public static <V> JacksonCodec<V> of(Class<V> type, ObjectMapper mapper) {
    return new JacksonCodec<>(mapper, mapper.constructType(type));
  }

  @Override
  public String encode(V value) {
    return mapper.writeValueAsString(value);
  }

  /// The value of a text. JSON's `null` is none.
  @Override
  public V decode(String text) {
    V value = mapper.readValue(text, type);
    if (value == null) {
      throw new IllegalArgumentException("expected a value of %s, but was null".formatted(type));
    }
    return value;
  }
}
