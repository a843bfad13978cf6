package dev.tektite.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/// Connections and all that can hang on them, on which methods are called in any order, by
/// callbacks and by other threads too.
final class FuzzWorld {
  /// What a callback throws on purpose.
  static final class Planned extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private interface Use {
    void run() throws IOException;
  }

  private static final int MOST_OF_A_KIND = 6;
  private static final int DEEPEST = 3;

  private final RandomGenerator random;
  private final FuzzSql sql;
  private final Path folder;
  final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final List<Statement> statements = new ArrayList<>();
  private final List<Blob> blobs = new ArrayList<>();
  private final List<Backup> backups = new ArrayList<>();
  private final List<Session> sessions = new ArrayList<>();
  private final List<Changeset> changesets = new ArrayList<>(List.of(Changeset.of(new byte[0])));
  private final List<DatabaseImage> images = new ArrayList<>();
  private final List<WalSnapshot> snapshots = new ArrayList<>();
  private final List<WalIndex> walIndexes = new ArrayList<>();
  private int depth;
  int refused;
  int succeeded;

  FuzzWorld(RandomGenerator random, Path folder) {
    this.random = random;
    this.sql = new FuzzSql(random);
    this.folder = folder;
  }

  /// One call, sometimes from another thread.
  void act() throws InterruptedException {
    Use use = draw();
    if (random.nextInt(60) == 0) {
      Thread.ofPlatform().start(() -> attempt(use)).join();
    } else {
      attempt(use);
    }
  }

  private void attempt(Use use) {
    try {
      use.run();
      succeeded++;
    } catch (DatabaseException
        | IllegalStateException
        | IllegalArgumentException
        | UnsupportedOperationException
        | IOException
        | Planned
        | StackOverflowError e) {
      refused++;
    }
  }

  /// What callbacks do: nothing, something, or throw.
  private void callBack() {
    if (depth >= DEEPEST || random.nextInt(3) > 0) {
      return;
    }
    if (random.nextInt(6) == 0) {
      throw new Planned();
    }
    depth++;
    try {
      attempt(draw());
    } finally {
      depth--;
    }
  }

  private <T> T any(List<T> of) {
    if (of.isEmpty()) {
      throw new IllegalStateException("none is there");
    }
    return of.get(random.nextInt(of.size()));
  }

  private <T extends AutoCloseable> void keep(List<T> list, T fresh) {
    list.add(fresh);
    if (list.size() > MOST_OF_A_KIND) {
      T old = list.removeFirst();
      try {
        old.close();
      } catch (RuntimeException e) {
        list.addFirst(old);
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Use draw() {
    return switch (random.nextInt(16)) {
      case 0 -> random.nextInt(8) == 0 ? this::open : this::leave;
      case 1, 2, 3 -> () -> any(connections).execute(sql.text());
      case 4, 5 -> () -> keep(statements, any(connections).prepare(sql.text()));
      case 6, 7, 8, 9 -> this::useStatement;
      case 10 -> this::define;
      case 11 -> this::hook;
      case 12 -> this::useBlob;
      case 13 -> this::useBackup;
      case 14 -> this::useSession;
      default -> this::useConnection;
    };
  }

  private void open() {
    if (connections.size() < 4) {
      Connection fresh =
          random.nextBoolean()
              ? Connection.openInMemory()
              : Connection.open(folder.resolve("f" + random.nextInt(2) + ".db"), OpenMode.CREATE);
      fresh.settings().limit(Limit.LENGTH, 2_000_000);
      connections.add(fresh);
      fresh.execute(
          "create table if not exists t(a, b, c); insert into t values (1, 'text', x'00')");
    }
  }

  private void leave() {
    Connection connection = any(connections);
    switch (random.nextInt(6)) {
      case 0 -> connection.close();
      case 1 -> connection.detach();
      default -> connection.attach();
    }
    connections.removeIf(Connection::isClosed);
  }

  private void useStatement() {
    Statement statement = any(statements);
    int number = random.nextInt(-1, 7);
    switch (random.nextInt(14)) {
      case 0 -> statement.close();
      case 1 -> statement.reset();
      case 2 -> statement.bindAll(values(statement.parameterCount()));
      case 3 -> statement.bind(number, value());
      case 4 -> statement.clearBindings();
      case 5 -> statement.run();
      case 6 -> statement.columnText(number);
      case 7 -> statement.columnBytes(number);
      case 8 -> statement.columnSource(number);
      case 9 -> statement.columnNameList();
      case 10 -> statement.parameterNames();
      default -> {
        if (statement.step()) {
          for (int i = 0; i < statement.columnCount(); i++) {
            statement.columnText(i);
            statement.columnDouble(i);
          }
        }
      }
    }
  }

  private Object[] values(int count) {
    Object[] values = new Object[count];
    for (int i = 0; i < count; i++) {
      values[i] = value();
    }
    return values;
  }

  private Object value() {
    return switch (random.nextInt(10)) {
      case 0 -> null;
      case 1 -> random.nextLong();
      case 2 -> random.nextDouble();
      case 3 -> Double.NaN;
      case 4 -> "text".repeat(random.nextInt(100));
      case 5 -> "half \ud800";
      case 6 -> "nul \0 naïve 🙂";
      case 7 -> new byte[random.nextInt(5000)];
      case 8 -> random.nextBoolean();
      default -> random.nextInt(100);
    };
  }

  private void define() {
    Functions functions = any(connections).functions();
    switch (random.nextInt(8)) {
      case 0, 1 -> functions.scalar("f", Functions.ANY_NUMBER, this::call);
      case 2 -> functions.scalar("pure", 1, this::call, FunctionFlag.DETERMINISTIC);
      case 3 -> functions.scalar("direct", 1, this::call, FunctionFlag.DIRECT_ONLY);
      case 4 -> functions.window("win", 1, () -> new FuzzAggregate(this::callBack));
      case 5 -> functions.aggregate("agg", -1, () -> new FuzzAggregate(this::callBack));
      case 6 -> functions.remove("f", -1);
      default ->
          functions.collation(
              "k",
              (left, right) -> {
                callBack();
                return left.compareTo(right);
              });
    }
  }

  private Object call(Values arguments) {
    callBack();
    if (arguments.size() > 0) {
      arguments.asText(0);
      arguments.asBytes(0);
      return arguments.get(0);
    }
    return value();
  }

  private void hook() {
    Hooks hooks = any(connections).hooks();
    boolean off = random.nextInt(3) == 0;
    switch (random.nextInt(8)) {
      case 0 -> hooks.authorizer(off ? null : this::decide);
      case 1 -> hooks.update(off ? null : (kind, schema, table, rowid) -> callBack());
      case 2 -> hooks.preupdate(off ? null : this::look);
      case 3 -> hooks.commit(off ? null : () -> agree(20));
      case 4 -> hooks.rollback(off ? null : this::callBack);
      case 5 -> hooks.wal(off ? null : (schema, frames) -> callBack());
      case 6 -> hooks.progress(1 + random.nextInt(500), off ? null : () -> agree(50));
      default -> hooks.trace(off ? null : new Trace() {});
    }
  }

  private Authorizer.Decision decide(Action action) {
    action.first();
    callBack();
    return agree(100) ? Authorizer.Decision.ALLOW : Authorizer.Decision.deny("not now");
  }

  private boolean agree(int mostly) {
    callBack();
    return random.nextInt(mostly) > 0;
  }

  private void look(RowChange change) {
    Values values = change.kind() == ChangeKind.DELETE ? change.oldValues() : change.newValues();
    for (int i = 0; i < values.size(); i++) {
      values.get(i);
    }
    callBack();
  }

  private void useBlob() throws IOException {
    switch (random.nextInt(6)) {
      case 0 ->
          keep(blobs, Blob.openForReading(any(connections), "main", "t", "b", random.nextInt(9)));
      case 1 ->
          keep(blobs, Blob.openForWriting(any(connections), "main", "t", "a", random.nextInt(9)));
      case 2 -> any(blobs).reopen(random.nextInt(9));
      case 3 -> any(blobs).read(ByteBuffer.allocate(random.nextInt(100)), random.nextInt(20));
      case 4 -> any(blobs).write(ByteBuffer.allocateDirect(random.nextInt(9)), random.nextInt(5));
      default -> any(blobs).close();
    }
  }

  private void useBackup() {
    switch (random.nextInt(5)) {
      case 0, 1 -> keep(backups, Backup.start(any(connections), any(connections)));
      case 2, 3 -> any(backups).step(random.nextInt(-1, 20));
      default -> any(backups).close();
    }
  }

  private void useSession() {
    switch (random.nextInt(7)) {
      case 0 -> {
        var session = Session.start(any(connections), "main");
        keep(sessions, session);
        session.recordAll();
      }
      case 1 -> keepChanges(any(sessions).changeset());
      case 2 -> keepChanges(any(sessions).patchset());
      case 3 -> keepChanges(any(changesets).inverted());
      case 4 -> keepChanges(damaged(any(changesets)));
      case 5 ->
          any(changesets)
              .applyTo(
                  any(connections),
                  conflict -> {
                    callBack();
                    var all = ConflictHandler.Resolution.values();
                    return all[random.nextInt(all.length)];
                  });
      default -> any(sessions).close();
    }
  }

  private void keepChanges(Changeset fresh) {
    changesets.add(fresh);
    if (changesets.size() > MOST_OF_A_KIND) {
      changesets.removeFirst();
    }
  }

  private Changeset damaged(Changeset changes) {
    byte[] bytes = changes.bytes();
    for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return Changeset.of(bytes);
  }

  private void useConnection() {
    Connection connection = any(connections);
    switch (random.nextInt(12)) {
      case 0 -> keep(images, connection.serialize());
      case 1 -> connection.deserialize(any(images), ImageMode.values()[random.nextInt(3)]);
      case 2 -> connection.checkpoint(CheckpointMode.values()[random.nextInt(4)]);
      case 3 -> useWalIndex(connection);
      case 4 -> keep(snapshots, WalSnapshot.take(connection, "main"));
      case 5 -> any(snapshots).openIn(connection, "main");
      case 6 -> connection.releaseMemory();
      case 7 -> connection.flushCache();
      case 8 -> connection.schema("main").column("t", "a");
      case 9 -> connection.schema("main").file().persistWal(random.nextBoolean());
      case 10 -> {
        try (var image = damaged(connection)) {
          connection.deserialize(image, ImageMode.RESIZABLE);
        }
      }
      default -> connection.counter(ConnectionCounter.STATEMENT_BYTES);
    }
  }

  private void useWalIndex(Connection connection) {
    WalIndex fresh = connection.walIndex();
    if (fresh != null) {
      walIndexes.add(fresh);
    }
    any(walIndexes).matches(new long[WalIndex.WORDS]);
  }

  private DatabaseImage damaged(Connection connection) {
    try (var image = connection.serialize()) {
      byte[] bytes = image.toBytes();
      for (int i = random.nextInt(8); i > 0 && bytes.length > 0; i--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      return DatabaseImage.of(bytes);
    }
  }

  /// Closes what connections do not close, and the connections, those of ended threads included. A
  /// connection that a backup writes to closes only together with it.
  void close() {
    images.forEach(DatabaseImage::close);
    snapshots.forEach(WalSnapshot::close);
    backups.forEach(each -> attempt(each::close));
    connections.forEach(each -> attempt(each::attach));
    backups.forEach(each -> attempt(each::close));
    connections.forEach(Connection::close);
  }
}
