package dev.tektite.history;

import dev.tektite.Blocks;
import dev.tektite.history.Names.Named;
import dev.tektite.sql.ReadTx;
import dev.tektite.sql.WriteTx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One run over the rules of a retention.
///
/// *One thread at a time.*
final class SweepRun {
  /// So many records are looked at in one read block.
  private static final int LOOKED_AT = 500;

  /// So many versions go at a time; between them the clock is looked at.
  private static final int CUT = 32;

  /// A write block begins nothing more after this time.
  private static final long WORK_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

  /// Rest after a write block, as a multiple of the time that its work took. It is not the turn
  /// that others wait for then, but the disk: each block leaves pages to be flushed and copied.
  private static final int REST = 25;

  private static final long LONGEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Blocks blocks;
  private final Cuts cuts;
  private final Cancel cancel;
  private final List<Long> removed = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private long names;
  private long chunks;
  private long byThisRule;

  /// What a write block did: how far it came, what it removed, how long it worked.
  private record Chunk(int next, long versions, long names, long nanos) {}

  SweepRun(Blocks blocks, Cuts cuts, Cancel cancel) {
    this.blocks = blocks;
    this.cuts = cuts;
    this.cancel = cancel;
  }

  void follow(Keep rule, Tables tables, Instant now) {
    byThisRule = 0;
    List<Named> all = blocks.read(tx -> Names.of(tx, tables, rule.pattern()).all());
    for (int i = 0; i < all.size() && !cancel.isWished(); i += LOOKED_AT) {
      List<Named> some = all.subList(i, Math.min(all.size(), i + LOOKED_AT));
      List<Boundary> lines = blocks.read(tx -> lines(tx, rule, some, now));
      cutAll(lines);
    }
    removed.add(byThisRule);
  }

  private List<Boundary> lines(ReadTx tx, Keep rule, List<Named> some, Instant now) {
    List<Boundary> lines = new ArrayList<>();
    for (Named each : some) {
      @Nullable Boundary line = Boundary.of(tx, cuts, rule, each.id(), now);
      if (line != null) {
        lines.add(line);
      }
    }
    return lines;
  }

  private void cutAll(List<Boundary> lines) {
    int next = 0;
    while (next < lines.size() && !cancel.isWished()) {
      int from = next;
      Chunk chunk = blocks.writeReturning(tx -> cutSome(tx, lines, from));
      next = chunk.next;
      byThisRule += chunk.versions;
      names += chunk.names;
      chunks++;
      if (next < lines.size()) {
        LockSupport.parkNanos(Math.min(LONGEST_REST_NANOS, REST * chunk.nanos));
      }
    }
  }

  private Chunk cutSome(WriteTx tx, List<Boundary> lines, int from) {
    long start = System.nanoTime();
    int next = from;
    long versions = 0;
    long emptied = 0;
    while (next < lines.size() && System.nanoTime() - start < WORK_NANOS) {
      Boundary line = lines.get(next);
      long cut = cuts.cut(tx, line, CUT);
      versions += cut;
      if (cut < CUT) {
        emptied += cuts.removeName(tx, line.name()) ? 1 : 0;
        next++;
      }
    }
    return new Chunk(next, versions, emptied, System.nanoTime() - start);
  }

  void failed(Keep rule, RuntimeException why) {
    removed.add(byThisRule);
    failures.add("%s: %s".formatted(rule, why));
  }

  Sweep result() {
    return new Sweep(removed, names, chunks, failures, !cancel.isWished());
  }
}
