package dev.tektite;

import dev.tektite.sql.ReadTx;
import dev.tektite.sql.WriteTx;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The door to a database: every access is a block, and every block is a transaction.
///
/// A block runs on the calling thread and inherits everything from it. Its own exception reaches
/// the caller unchanged. Blocks of one database do not nest: opening one inside another fails at
/// once with an [IllegalStateException], and so does every block of a database that is closed.
///
/// *Safe for any number of threads.*
public interface Blocks {
  /// Runs a block that reads. It sees one commit, unchanging, however long it runs, and every write
  /// that had returned before it began.
  ///
  /// @return what the block returned
  /// @throws dev.tektite.sqlite.DatabaseException.Busy if no reader becomes free in time
  /// @throws dev.tektite.sqlite.DatabaseException.Cancelled if the thread is interrupted, or the
  ///   block runs longer than it may
  <T extends @Nullable Object> T read(Function<? super ReadTx, ? extends T> block);

  /// Runs a block that writes, and returns when its commit has survived what
  /// [DatabaseOptions#durability()] promises. A block that throws is undone.
  ///
  /// A block can run more than once: when a neighbour in its group makes SQLite undo the whole
  /// transaction, the others run again. Keep effects in the `tx` or in [WriteTx#afterCommit].
  ///
  /// @throws dev.tektite.sqlite.DatabaseException.Busy if its turn does not come in time
  /// @throws dev.tektite.sqlite.DatabaseException.Cancelled if the thread is interrupted before or
  ///   while the block runs, or if it runs longer than it may
  /// @throws dev.tektite.sqlite.DatabaseException.Uncertain if the commit failed in a way that
  ///   leaves open whether it is stored
  void write(Consumer<? super WriteTx> block);

  /// As [#write(Consumer)], for a block with a result.
  ///
  /// @return what the block returned
  <T extends @Nullable Object> T writeReturning(Function<? super WriteTx, ? extends T> block);

  /// As [#read(Function)], for a block that throws a checked exception.
  ///
  /// @return what the block returned
  /// @throws X what the block threw
  <T extends @Nullable Object, X extends Exception> T readThrowing(
      ThrowingFunction<? super ReadTx, ? extends T, ? extends X> block) throws X;

  /// As [#writeReturning(Function)], for a block that throws a checked exception.
  ///
  /// @return what the block returned
  /// @throws X what the block threw; the block has been undone then
  <T extends @Nullable Object, X extends Exception> T writeThrowing(
      ThrowingFunction<? super WriteTx, ? extends T, ? extends X> block) throws X;
}
