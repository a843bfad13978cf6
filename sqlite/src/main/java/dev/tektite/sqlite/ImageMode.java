package dev.tektite.sqlite;

/// What may be done to a database that was opened from a [DatabaseImage] ([deserialize
/// flags](https://www.sqlite.org/c3ref/c_deserialize_freeonclose.html)).
///
/// *Immutable.*
public enum ImageMode {
  /// It can only be read.
  READ_ONLY(4),
  /// It can be changed but not become longer than the image.
  FIXED_SIZE(0),
  /// It can be changed and grow, by default to one gibibyte.
  RESIZABLE(2);

  final int flags;

  ImageMode(int flags) {
    this.flags = flags;
  }
}
