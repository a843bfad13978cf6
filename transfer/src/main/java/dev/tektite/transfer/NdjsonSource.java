package dev.tektite.transfer;

import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.JacksonIOException;

/// Rows out of NDJSON.
///
/// *One thread at a time.*
final class NdjsonSource extends RowSource {
  private final String name;
  private final JsonParser json;
  private final List<String> columns;
  private final Map<String, Integer> places = new HashMap<>();
  private @Nullable Map<String, @Nullable Object> next;

  NdjsonSource(Reader text, String name) {
    this.name = name;
    this.json = Ndjson.JSON.createParser(ObjectReadContext.empty(), text);
    Map<String, @Nullable Object> first = parsed();
    this.next = first;
    this.columns = first == null ? List.of() : List.copyOf(first.keySet());
    columns.forEach(column -> places.put(column, places.size()));
  }

  @Override
  List<String> columns() {
    return columns;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = parsed();
    }
    return next != null;
  }

  @Override
  public @Nullable Object[] next() {
    Map<String, @Nullable Object> object = hasNext() ? next : null;
    if (object == null) {
      throw new NoSuchElementException();
    }
    next = null;
    @Nullable Object[] row = new @Nullable Object[columns.size()];
    object.forEach((key, value) -> {
      Integer place = places.get(key);
      if (place == null) {
        throw malformed(
            "has a key <%s> that the first object, %s, does not have".formatted(key, columns),
            null);
      }
      row[place] = value;
    });
    return row;
  }

  private @Nullable Map<String, @Nullable Object> parsed() {
    try {
      JsonToken token = json.nextToken();
      if (token == null) {
        return null;
      }
      if (token != JsonToken.START_OBJECT) {
        throw malformed("has something else than an object", null);
      }
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = json.currentName();
        object.put(key, value(json.nextToken()));
      }
      return object;
    } catch (JacksonIOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(name), e.getCause());
    } catch (JacksonException e) {
      throw malformed("is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private @Nullable Object value(JsonToken token) {
    return switch (token) {
      case VALUE_NULL -> null;
      case VALUE_TRUE -> 1L;
      case VALUE_FALSE -> 0L;
      case VALUE_STRING -> json.getString();
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> real();
      default -> text();
    };
  }

  private long integer() {
    if (json.getNumberType() == NumberType.BIG_INTEGER) {
      throw malformed("has a number of more than 64 bits: write it as a string", null);
    }
    return json.getLongValue();
  }

  private double real() {
    double value = json.getDoubleValue();
    if (Double.isInfinite(value)) {
      throw malformed("has a number that is too large: write it as a string", null);
    }
    return value;
  }

  /// An object or an array as its own text.
  private String text() {
    var text = new StringWriter();
    try (JsonGenerator copy = Ndjson.JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      copy.copyCurrentStructure(json);
    }
    return text.toString();
  }

  private IllegalArgumentException malformed(String problem, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "%s, line %d, %s".formatted(name, json.currentLocation().getLineNr(), problem), cause);
  }
}
