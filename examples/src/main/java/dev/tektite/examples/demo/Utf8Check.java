package dev.tektite.examples.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes sure that a file is UTF-8 from its first to its last byte, since readers of text replace
/// what they cannot decode without a word.
final class Utf8Check {
  private static final int CHUNK = 1 << 16;

  private Utf8Check() {}

  /// @throws DemoFailure if the file cannot be read or is not UTF-8, with the first such line
  static void require(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DemoFailure(
          Files.exists(file) ? file + " is not a file" : "There is no file " + file);
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long badLine = firstBadLine(channel);
      if (badLine > 0) {
        throw new DemoFailure(
            "%s, line %d: this is not UTF-8; convert the file (iconv -f WINDOWS-1252 -t UTF-8, say)"
                .formatted(file, badLine));
      }
    } catch (IOException e) {
      throw new DemoFailure("%s cannot be read: %s".formatted(file, e), e);
    }
  }

  /// @return the number of the line, from 1, or 0
  private static long firstBadLine(SeekableByteChannel channel) throws IOException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
    CharBuffer text = CharBuffer.allocate(CHUNK);
    long line = 1;
    boolean end = false;
    while (!end) {
      end = channel.read(bytes) < 0;
      CoderResult result = decoder.decode(bytes.flip(), text, end);
      line += text.flip().chars().filter(c -> c == '\n').count();
      if (result.isError()) {
        return line;
      }
      text.clear();
      bytes.compact();
    }
    return 0;
  }
}
