package dev.tektite.salvage;

import dev.tektite.recovery.RepairProgress;
import dev.tektite.recovery.TableRepair;
import dev.tektite.schema.Identifier;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// Fills a new database with all that can be read from a damaged one.
///
/// In this order: tables, rows, then what could refuse rows or react to them (indexes, triggers,
/// views). A virtual table is entered into the schema without asking its module, since its shadow
/// tables are filled already.
///
/// *One thread at a time.*
final class Rebuild {
  private static final int PAGES_A_REPORT = 1_000;

  private final PageFile file;
  private final Connection to;
  private final LostAndFound lostAndFound;
  private final Trees trees;
  private final Consumer<? super RepairProgress> progress;
  private final List<SavedEntry> entries = new ArrayList<>();
  private final List<TableRepair> tables = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private long pagesRead;
  private long saved;

  Rebuild(PageFile file, Connection to, Consumer<? super RepairProgress> progress) {
    this.file = file;
    this.to = to;
    this.progress = progress;
    this.lostAndFound = new LostAndFound(to);
    IntConsumer count = _ -> countPage();
    this.trees = new Trees(file, count);
  }

  private void countPage() {
    if (Thread.currentThread().isInterrupted()) {
      throw new DatabaseException.Cancelled(
          "The repair was stopped after %d of %d pages: its thread was interrupted"
              .formatted(pagesRead, file.count()),
          null);
    }
    if (++pagesRead % PAGES_A_REPORT == 0) {
      progress.accept(new RepairProgress(pagesRead, file.count(), saved));
    }
  }

  List<TableRepair> tables() {
    return tables;
  }

  List<String> problems() {
    return problems;
  }

  LostAndFound lostAndFound() {
    return lostAndFound;
  }

  /// Does all of it.
  void run() {
    prepare();
    readSchema();
    try (lostAndFound) {
      List<Made> made = makeTables();
      made.forEach(this::fill);
      setAside();
      trees.rest(row -> lostAndFound.put(null, row));
    }
    makeTheRest();
    progress.accept(new RepairProgress(pagesRead, file.count(), saved));
  }

  private void prepare() {
    to.execute(
        """
        pragma page_size = %d;
        pragma encoding = '%s';
        pragma journal_mode = off;
        pragma synchronous = off;
        pragma foreign_keys = off;
        pragma ignore_check_constraints = on;
        pragma user_version = %d;
        pragma application_id = %d;
        begin;
        """
            .formatted(file.pageSize(), encoding(), file.userVersion(), file.applicationId()));
  }

  private String encoding() {
    if (file.encoding() == StandardCharsets.UTF_8) {
      return "UTF-8";
    }
    return file.encoding() == StandardCharsets.UTF_16LE ? "UTF-16le" : "UTF-16be";
  }

  private void readSchema() {
    Trees.Losses losses = trees.walk(1, this::addEntry);
    if (losses.pages() > 0 || losses.cells() > 0) {
      problems.add(
          "A part of the schema cannot be read (%d pages, %d lines): tables may be missing, and their"
                  .formatted(losses.pages(), losses.cells())
              + " rows are with the lost and found");
    }
  }

  private void addEntry(StoredRow row) {
    SavedEntry entry = SavedEntry.of(row);
    if (entry == null) {
      problems.add("A line of the schema makes no sense");
    } else {
      entries.add(entry);
    }
  }

  // ---- tables ----

  /// A table that has been made again.
  ///
  /// @param name what its statement says, which need not be what the line of the schema says
  private record Made(String name, int root) {}

  private List<Made> makeTables() {
    List<Made> made = new ArrayList<>();
    for (SavedEntry entry : entries) {
      if (entry.isTable()
          && !entry.isVirtual()
          && !entry.isInternal()
          && attempt(entry, () -> make(entry))) {
        made.add(new Made(newestTable(), entry.root()));
      }
    }
    return made;
  }

  /// Runs one statement that creates something, and nothing else that a file may hold in its place.
  private void make(SavedEntry entry) {
    if (!entry.sql().regionMatches(true, 0, "create ", 0, 7)) {
      throw new IllegalArgumentException("its statement does not begin with CREATE");
    }
    run(entry.sql());
  }

  private String newestTable() {
    try (Statement ask =
        to.prepare(
            "select name from sqlite_schema where type = 'table'"
                + " and name <> 'sqlite_sequence' order by rowid desc limit 1")) {
      return ask.step() ? String.valueOf(ask.columnText(0)) : "";
    }
  }

  private boolean attempt(SavedEntry entry, Runnable action) {
    try {
      action.run();
      return true;
    } catch (DatabaseException | IllegalArgumentException e) {
      problems.add(
          "The %s %s cannot be made again: %s"
              .formatted(entry.type(), entry.name(), e.getMessage()));
      return false;
    }
  }

  /// What happens to the rows of one table.
  private final class Filling implements Consumer<StoredRow> {
    private final String name;
    private final SavedTable table;
    private long rows;
    private long incomplete;
    private long refused;

    Filling(String name, SavedTable table) {
      this.name = name;
      this.table = table;
    }

    @Override
    public void accept(StoredRow row) {
      try {
        table.put(row);
        rows++;
        saved++;
        incomplete += row.complete() ? 0 : 1;
      } catch (DatabaseException.Constraint | DatabaseException.Rejected e) {
        lostAndFound.put(name, row);
        refused++;
      }
    }
  }

  private void fill(Made made) {
    try (SavedTable table = new SavedTable(to, made.name())) {
      var filling = new Filling(made.name(), table);
      Trees.Losses losses = trees.walk(made.root(), filling);
      tables.add(
          new TableRepair(
              made.name(),
              filling.rows,
              filling.incomplete,
              filling.refused,
              losses.cells(),
              losses.pages()));
    }
  }

  /// Walks what is made again rather than copied, so that its pages do not pass for lost ones.
  private void setAside() {
    for (SavedEntry entry : entries) {
      if (entry.root() > 0 && (entry.type().equals("index") || entry.isInternal())) {
        boolean counters = entry.name().equalsIgnoreCase("sqlite_sequence");
        trees.walk(entry.root(), counters ? this::keepCounter : _ -> {});
      }
    }
  }

  /// A line of `sqlite_sequence`: the highest number that an `autoincrement` has given out.
  private void keepCounter(StoredRow row) {
    if (row.fields().size() != 2 || !hasCounters()) {
      return;
    }
    run("delete from sqlite_sequence where name = ? and seq < ?", row.fields().toArray());
    run(
        "insert into sqlite_sequence(name, seq) select ?1, ?2 where not exists"
            + " (select 1 from sqlite_sequence where name = ?1)",
        row.fields().toArray());
  }

  private boolean hasCounters() {
    try (Statement ask = to.prepare("select 1 from sqlite_schema where name = 'sqlite_sequence'")) {
      return ask.step();
    }
  }

  private void run(String sql, Object... values) {
    try (Statement statement = to.prepare(sql)) {
      statement.bindAll(values);
      statement.run();
    }
  }

  // ---- what hangs on them ----

  private void makeTheRest() {
    to.execute("commit");
    for (SavedEntry entry : entries) {
      if (entry.isVirtual() && !entry.isInternal()) {
        attempt(entry, () -> enter(entry));
      }
    }
    for (String type : List.of("index", "view", "trigger")) {
      for (SavedEntry entry : entries) {
        if (entry.type().equals(type) && !entry.sql().isEmpty()) {
          attempt(entry, () -> make(entry));
        }
      }
    }
  }

  private void enter(SavedEntry virtual) {
    to.execute("pragma writable_schema = on");
    try {
      run(
          "insert into sqlite_schema(type, name, tbl_name, rootpage, sql) values"
              + " ('table', ?1, ?1, 0, ?2)",
          virtual.name(),
          virtual.sql());
    } finally {
      to.execute("pragma writable_schema = reset");
    }
    to.execute("select 1 from %s limit 1".formatted(Identifier.quote(virtual.name())));
  }
}
