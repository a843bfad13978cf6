package dev.tektite.history;

import dev.tektite.sql.ReadTx;
import dev.tektite.sql.WriteTx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The SQL of the retention: where to cut, and the cut.
///
/// *Immutable.*
final class Cuts {
  private final String nthNewest;
  private final String sizes;
  private final String hasBefore;
  private final String nthOldest;
  private final String cut;
  private final String removeName;
  private final String nextGeneration;

  Cuts(Tables tables) {
    nthNewest =
        tables.sql(
            "select at, seq from H_version where name = ? order by at desc, seq desc limit 1 offset"
                + " ? - 1");
    sizes =
        tables.sql(
            "select at, seq, octet_length(value) from H_version where name = ? order by at desc,"
                + " seq desc");
    hasBefore =
        tables.sql("select exists(select 1 from H_version where name = ? and (at, seq) < (?, ?))");
    nthOldest =
        tables.sql(
            "select at, seq from H_version where name = ? and (at, seq) < (?, ?) order by at, seq"
                + " limit 1 offset ?");
    cut = tables.sql("delete from H_version where name = ? and (at, seq) < (?, ?)");
    removeName =
        tables.sql(
            "delete from H_name where id = ?1 and not exists(select 1 from H_version where name ="
                + " ?1)");
    nextGeneration = tables.sql("update H_meta set value = value + 1 where key = 'generation'");
  }

  /// The last of so many newest versions of a record, or `null` if it has fewer.
  @Nullable Boundary nthNewest(ReadTx tx, long name, long count) {
    return tx.query(nthNewest, name, count)
        .map(row -> new Boundary(name, row.asLong(0), row.asLong(1)))
        .first();
  }

  /// The oldest of the newest versions that have room in so many bytes; at least the newest one.
  @Nullable Boundary lastWithin(ReadTx tx, long name, long bytes) {
    long[] sum = {0};
    return tx
        .query(sizes, name)
        .map(row -> {
          boolean isFirst = sum[0] == 0;
          sum[0] += Math.max(1, row.asLong(2)); // an empty value has a row all the same
          return isFirst || sum[0] <= bytes
              ? Optional.of(new Boundary(name, row.asLong(0), row.asLong(1)))
              : Optional.<Boundary>empty();
        })
        .stream(found ->
            found
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .reduce((earlier, later) -> later))
        .orElse(null);
  }

  /// Whether a record has versions before a boundary.
  boolean hasBefore(ReadTx tx, Boundary line) {
    return tx.query(hasBefore, line.name(), line.at(), line.seq()).asLong().one() == 1;
  }

  /// Removes the oldest versions before a boundary.
  ///
  /// @param most how many at most
  /// @return how many there were; `most` if there may be more
  long cut(WriteTx tx, Boundary line, int most) {
    Boundary until =
        tx.query(nthOldest, line.name(), line.at(), line.seq(), most)
            .map(row -> new Boundary(line.name(), row.asLong(0), row.asLong(1)))
            .first();
    Boundary at = until == null ? line : until;
    return tx.execute(cut, at.name(), at.at(), at.seq());
  }

  /// Removes the name of a record without versions, and begins the next generation of names.
  ///
  /// @return whether it had none
  boolean removeName(WriteTx tx, long name) {
    boolean removed = tx.execute(removeName, name) > 0;
    if (removed) {
      tx.execute(nextGeneration);
    }
    return removed;
  }
}
