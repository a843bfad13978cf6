package dev.tektite.history;

/// A codec of your own whose values become bytes.
///
/// *Safe for any number of threads*, as it must be.
public non-sealed interface BytesCodec<V> extends Codec<V> {
  /// A value as bytes, which nobody changes afterwards.
  ///
  /// @throws Exception if it has no such form; who puts it gets an [IllegalArgumentException]
  byte[] encode(V value) throws Exception;

  /// The value of some bytes.
  ///
  /// @throws Exception if there is none; the version is left out and reported then
  V decode(byte[] bytes) throws Exception;
}
