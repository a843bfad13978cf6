package dev.tektite.history;

/// A codec of your own whose values become text.
///
/// *Safe for any number of threads*, as it must be.
public non-sealed interface TextCodec<V> extends Codec<V> {
  /// A value as text.
  ///
  /// @throws Exception if it has no such form; who puts it gets an [IllegalArgumentException]
  String encode(V value) throws Exception;

  /// The value of a text.
  ///
  /// @throws Exception if there is none; the version is left out and reported then
  V decode(String text) throws Exception;
}
