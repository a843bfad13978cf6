package dev.tektite.history;

import com.github.luben.zstd.Zstd;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Values into columns and back: through the codec, and through zstd where that makes them smaller.
///
/// @param compressAbove values of more bytes than this are compressed, if they get smaller by it
record Packing<V>(Codec<V> codec, int compressAbove) {
  static final int NEVER = Integer.MAX_VALUE;

  private static final int LARGEST = 1_000_000_000; // SQLite's own limit for a value

  /// Checks that what compresses is there.
  ///
  /// @throws IllegalStateException if it is not
  static void requireZstd() {
    try {
      Zstd.compressBound(1);
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "Compression needs the library com.github.luben:zstd-jni on the class path or module path",
          e);
    }
  }

  /// A value as it is stored.
  ///
  /// @param value a `String` or `byte[]`
  /// @param length the number of bytes before compression, or `null` if it is not compressed
  record Packed(Object value, @Nullable Long length) {}

  /// @throws IllegalArgumentException if the codec does not take it
  Packed pack(V value) {
    Object plain = encode(value);
    int least = plain instanceof String text ? text.length() : ((byte[]) plain).length;
    if (3L * least <= compressAbove) {
      return new Packed(plain, null);
    }
    byte[] bytes = plain instanceof String text ? utf8(text) : (byte[]) plain;
    if (bytes.length <= compressAbove) {
      return new Packed(plain, null);
    }
    byte[] compressed = Zstd.compress(bytes);
    return compressed.length < bytes.length
        ? new Packed(compressed, (long) bytes.length)
        : new Packed(plain, null);
  }

  private Object encode(V value) {
    try {
      return switch (codec) {
        case TextCodec<V> text -> text.encode(value);
        case BytesCodec<V> bytes -> bytes.encode(value);
      };
    } catch (Exception e) {
      throw new IllegalArgumentException(
          "The codec does not take a value of %s".formatted(value.getClass().getName()), e);
    }
  }

  /// As strict as SQLite's binding is: half of a surrogate pair must not become a question mark.
  private static byte[] utf8(String text) {
    try {
      ByteBuffer buffer = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "The text that the codec made has half of a surrogate pair", e);
    }
  }

  /// @param stored a `String` or `byte[]`
  /// @throws Exception if there is no value for it
  V unpack(Object stored, @Nullable Long length) throws Exception {
    Object plain = length == null ? stored : decompressed((byte[]) stored, length);
    return switch (codec) {
      case TextCodec<V> text ->
          text.decode(
              plain instanceof byte[] bytes && length != null
                  ? new String(bytes, StandardCharsets.UTF_8)
                  : (String) plain);
      case BytesCodec<V> bytes ->
          bytes.decode(
              plain instanceof String text
                  ? text.getBytes(StandardCharsets.UTF_8)
                  : (byte[]) plain);
    };
  }

  private static byte[] decompressed(byte[] compressed, long length) {
    if (length < 0 || length > LARGEST || Zstd.getFrameContentSize(compressed) != length) {
      throw new IllegalArgumentException(
          "expected %d compressed bytes, but the value says otherwise".formatted(length));
    }
    byte[] bytes = Zstd.decompress(compressed, (int) length);
    if (bytes.length != length) {
      throw new IllegalArgumentException(
          "expected %d bytes, but there were %d".formatted(length, bytes.length));
    }
    return bytes;
  }
}
