package dev.tektite.history;

import dev.tektite.sql.WriteTx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Versions that are stored together, in the order of the table's key, so that each page of it is
/// changed once. It may be stored more than once, since blocks may run more than once.
///
/// *One thread at a time.*
final class Batch {
  /// From so many versions of one name on, they are numbered here rather than by a subquery each.
  private static final int WORTH_NUMBERING = 4;

  private static final Comparator<Entry> BY_TIME = Comparator.comparingLong(Entry::at);

  private final Tables tables;
  private final List<Entry> entries;
  private final List<Group> groups;

  /// The versions of one name, in the order of time; equal times in the order in which they came.
  private record Group(String name, List<Entry> entries) {}

  /// What a run of the block knows when it is over, to be learned once it is stored.
  record Stored(long generation, Map<String, Long> ids) {}

  private record Numbered(long id, Group group) {}

  Batch(Tables tables, List<Entry> entries) {
    this.tables = tables;
    this.entries = entries;
    Map<String, Group> byName = new LinkedHashMap<>(); // numbers as they came
    for (Entry entry : entries) {
      byName
          .computeIfAbsent(entry.name(), name -> new Group(name, new ArrayList<>(2)))
          .entries
          .add(entry);
    }
    this.groups = List.copyOf(byName.values());
    groups.forEach(group -> group.entries.sort(BY_TIME));
  }

  int size() {
    return entries.size();
  }

  /// Stores all.
  Stored store(WriteTx tx, NameIds known) {
    long generation = tx.query(tables.generation).asLong().one();
    Map<String, Long> ids = known.at(generation);
    Map<String, Long> found = new HashMap<>();
    List<Numbered> few = new ArrayList<>();
    List<Numbered> many = new ArrayList<>();
    for (Group group : groups) {
      Long id = ids.get(group.name);
      if (id == null) {
        id = tables.idOf(tx, group.name);
        found.put(group.name, id);
      }
      (group.entries.size() < WORTH_NUMBERING ? few : many).add(new Numbered(id, group));
    }
    few.sort(Comparator.comparingLong(Numbered::id));
    many.sort(Comparator.comparingLong(Numbered::id));
    tx.executeBatch(tables.insertVersion, few.stream().flatMap(each -> unnumbered(each).stream()));
    tx.executeBatch(
        tables.insertNumbered, many.stream().flatMap(each -> numbered(tx, each).stream()));
    return new Stored(generation, found);
  }

  private static List<@Nullable Object[]> unnumbered(Numbered of) {
    List<@Nullable Object[]> rows = new ArrayList<>(of.group.entries.size());
    for (Entry entry : of.group.entries) {
      rows.add(new @Nullable Object[] {of.id, entry.at(), entry.length(), entry.value()});
    }
    return rows;
  }

  private List<@Nullable Object[]> numbered(WriteTx tx, Numbered of) {
    long[] newest =
        tx.query(tables.newestVersion, of.id)
            .map(row -> new long[] {row.asLong(0), row.asLong(1)})
            .first();
    boolean any = newest != null;
    long newestAt = newest == null ? 0 : newest[0];
    long at = newestAt;
    long seq = newest == null ? -1 : newest[1];
    List<@Nullable Object[]> rows = new ArrayList<>(of.group.entries.size());
    for (Entry entry : of.group.entries) {
      if (any && entry.at() == at) {
        seq++;
      } else if (newest != null && entry.at() < newestAt) {
        seq = nextSeq(tx, of.id, entry.at());
      } else {
        seq = entry.at() == newestAt && newest != null ? newest[1] + 1 : 0;
      }
      any = true;
      at = entry.at();
      rows.add(new @Nullable Object[] {of.id, at, seq, entry.length(), entry.value()});
    }
    return rows;
  }

  private long nextSeq(WriteTx tx, long id, long at) {
    return tx.query(tables.lastSeq, id, at).map(row -> row.isNull(0) ? 0 : row.asLong(0) + 1).one();
  }

  /// Stores one by one, for when storing all together has failed: those that fail are left out.
  ///
  /// @param failed told of each failure
  void storeEach(WriteTx tx, Consumer<RuntimeException> failed) {
    for (Entry entry : entries) {
      try {
        tx.savepoint(part ->
            part.execute(
                tables.insertVersion,
                tables.idOf(part, entry.name()),
                entry.at(),
                entry.length(),
                entry.value()));
      } catch (RuntimeException e) {
        failed.accept(e);
      }
    }
  }
}
