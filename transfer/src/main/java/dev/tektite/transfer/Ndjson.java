package dev.tektite.transfer;

import java.io.Reader;
import java.io.Writer;
import java.util.List;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// A JSON object for each row, a line for each object, in UTF-8: *newline-delimited JSON*, also
/// called JSON Lines.
///
/// The first object says which columns there are. A later one may lack some of them, which are NULL
/// then, but not have others.
///
/// *Immutable.*
public final class Ndjson extends Format {
  private static final Ndjson STANDARD = new Ndjson();

  static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .rootValueSeparator("\n")
          .build();

  private Ndjson() {}

  /// The only form.
  public static Ndjson standard() {
    return STANDARD;
  }

  @Override
  RowSource source(Reader text, String name) {
    return new NdjsonSource(text, name);
  }

  @Override
  RowSink sink(Writer text, List<String> columns) {
    return new NdjsonSink(text, columns);
  }
}
