package dev.tektite.testkit.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The lines of a pipe, whole ones only: what a killed process had begun to write is no line, where
/// a [java.io.BufferedReader] would take "12" of "1234" for one.
///
/// *One thread at a time.*
final class WholeLines {
  private final InputStream pipe;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  WholeLines(InputStream pipe) {
    this.pipe = new BufferedInputStream(pipe);
  }

  /// The next line, or `null` when the pipe has ended.
  @Nullable String next() throws IOException {
    line.reset();
    int next = pipe.read();
    while (next >= 0 && next != '\n') {
      line.write(next);
      next = pipe.read();
    }
    return next < 0 ? null : line.toString(StandardCharsets.UTF_8);
  }

  static byte[] bytes(String text) {
    if (text.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("expected one line, but there are several: " + text);
    }
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
