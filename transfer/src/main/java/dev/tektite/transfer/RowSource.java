package dev.tektite.transfer;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows that are read one by one.
///
/// Malformed text is an [IllegalArgumentException] that names the line; a failure below is an
/// [java.io.UncheckedIOException].
///
/// *One thread at a time.*
abstract class RowSource implements Iterator<@Nullable Object[]> {

  /// The names of the values in a row; empty if there are no rows.
  abstract List<String> columns();
}
