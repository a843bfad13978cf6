package dev.tektite.history;

import dev.tektite.history.Names.Named;
import dev.tektite.sql.ReadTx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The versions within a span, record by record, each in the order of time. They are fetched in
/// pages that begin behind the key of the latest row, so that nothing is kept open between them.
///
/// *One thread at a time.*
final class RangeIterator<V> implements Iterator<Version<V>> {
  private static final int FIRST_PAGE = 32;
  private static final int LARGEST_PAGE = 1024;

  private final ReadTx tx;
  private final Tables tables;
  private final Decoder<V> decoder;
  private final Span span;
  private final Iterator<Named> names;
  private final Deque<Version<V>> page = new ArrayDeque<>();

  // All fields below: only by the block's thread.
  private @Nullable Named current;
  private long at;
  private long seq;
  private int pageSize = FIRST_PAGE;

  /// @param after begins behind this version, if it is not `null`
  RangeIterator(
      ReadTx tx,
      Tables tables,
      Decoder<V> decoder,
      Names names,
      Span span,
      @Nullable Version<?> after) {
    this.tx = tx;
    this.tables = tables;
    this.decoder = decoder;
    this.span = span;
    this.names = names.all().iterator();
    if (after != null) {
      beginBehind(after);
    }
  }

  /// Passes over the names before that of the version; they come in SQLite's order, which is that
  /// of code points.
  private void beginBehind(Version<?> after) {
    while (names.hasNext()) {
      current = names.next();
      at = span.first();
      seq = -1;
      int order = CodePoints.compare(current.name(), after.name());
      if (order >= 0) {
        long behind = Micros.of(after.at());
        if (order == 0 && behind >= at) {
          at = behind;
          seq = after.number();
        }
        return;
      }
      current = null;
    }
  }

  @Override
  public boolean hasNext() {
    while (page.isEmpty()) {
      if (current == null) {
        if (!names.hasNext()) {
          return false;
        }
        current = names.next();
        at = span.first();
        seq = -1;
      }
      fetch(current);
    }
    return true;
  }

  private void fetch(Named record) {
    int wanted = pageSize;
    long found =
        tx.query(tables.ahead, record.id(), at, seq, span.last(), wanted)
            .map(row -> {
              at = row.asLong(1);
              seq = row.asLong(2);
              return decoder.version(record.name(), row);
            })
            .forEach(version -> version.ifPresent(page::add));
    pageSize = Math.min(LARGEST_PAGE, 2 * pageSize);
    if (found < wanted) {
      current = null;
    }
  }

  @Override
  public Version<V> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.remove();
  }
}
