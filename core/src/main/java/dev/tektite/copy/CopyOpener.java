package dev.tektite.copy;

import dev.tektite.sqlite.Connection;
import java.nio.file.Path;

/// Opens connections to files that nobody else uses, with the functions and collations of the
/// database that they are copies of.
///
/// *Safe for any number of threads.*
public interface CopyOpener {
  /// A connection that creates a file.
  Connection create(Path file);

  /// A connection that reads a file that nobody writes, without locks or a log.
  Connection finished(Path file);
}
