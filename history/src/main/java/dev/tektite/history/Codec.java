package dev.tektite.history;

/// How values become text or bytes, and values again.
///
/// [JacksonCodec] is for records and other objects. A codec of your own implements [TextCodec] or
/// [BytesCodec], or is made of two functions. Prefer text: SQL can look into JSON.
///
/// *Safe for any number of threads*, if its functions are.
public sealed interface Codec<V> permits TextCodec, BytesCodec {
  /// One way of a codec. It may throw what it likes.
  @FunctionalInterface
  interface Step<A, B> {
    /// The other form of a value, never `null`.
    B apply(A value) throws Exception;
  }

  /// JSON text, stored as it is given. Nobody checks that it is JSON.
  static Codec<String> json() {
    return text(text -> text, text -> text);
  }

  /// Bytes, stored as they are given.
  static Codec<byte[]> bytes() {
    return bytes(bytes -> bytes, bytes -> bytes);
  }

  /// Values as text through two functions.
  static <V> Codec<V> text(
      Step<? super V, String> encoder, Step<? super String, ? extends V> decoder) {
    return new TextCodec<>() {
      @Override
      public String encode(V value) throws Exception {
        return encoder.apply(value);
      }

      @Override
      public V decode(String text) throws Exception {
        return decoder.apply(text);
      }
    };
  }

  /// Values as bytes through two functions.
  static <V> Codec<V> bytes(
      Step<? super V, byte[]> encoder, Step<? super byte[], ? extends V> decoder) {
    return new BytesCodec<>() {
      @Override
      public byte[] encode(V value) throws Exception {
        return encoder.apply(value);
      }

      @Override
      public V decode(byte[] bytes) throws Exception {
        return decoder.apply(bytes);
      }
    };
  }
}
