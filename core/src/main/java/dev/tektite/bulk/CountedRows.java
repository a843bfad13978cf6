package dev.tektite.bulk;

import dev.tektite.sqlite.DatabaseException;
import java.util.Iterator;
import java.util.function.LongConsumer;

/// Rows on their way into a statement, counted, so that the bad one can be named.
///
/// *One thread at a time.*
final class CountedRows<R> implements Iterator<R> {
  private final Iterator<? extends R> rows;
  private final long each;
  private final LongConsumer progress;

  // All fields below: only by the thread of the block.
  private long count;
  private long nextTold;
  private boolean outside;

  /// @param before how many rows there were before these
  /// @param each after how many rows progress is told
  CountedRows(Iterator<? extends R> rows, long before, long each, LongConsumer progress) {
    this.rows = rows;
    this.count = before;
    this.each = each;
    this.progress = progress;
    this.nextTold = each;
  }

  long count() {
    return count;
  }

  @Override
  public boolean hasNext() {
    outside = true;
    if (count >= nextTold) {
      nextTold += each;
      progress.accept(count);
    }
    boolean more = rows.hasNext();
    outside = false;
    return more;
  }

  @Override
  public R next() {
    outside = true;
    R row = rows.next();
    outside = false;
    count++;
    return row;
  }

  /// Tells progress at the end, unless the last row was one after which it was told.
  void tellTheRest() {
    if (count > nextTold - each) {
      progress.accept(count);
    }
  }

  /// What a failure is to be thrown as: with the number of the row if it is about the data, and as
  /// it is otherwise.
  ///
  /// @param stored what is stored nevertheless, for the message
  RuntimeException named(RuntimeException failure, String stored) {
    if (outside || count == 0) {
      return failure; // the source's own, or of a statement without a row
    }
    String message = "Row %d: %s%s".formatted(count, failure.getMessage(), stored);
    return switch (failure) {
      case DatabaseException.Constraint e -> e.retold(message);
      case DatabaseException.Rejected e -> e.retold(message);
      case IllegalArgumentException e -> new IllegalArgumentException(message, e);
      default -> failure;
    };
  }
}
