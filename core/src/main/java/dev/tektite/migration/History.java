package dev.tektite.migration;

import dev.tektite.sql.ReadTx;
import dev.tektite.sql.Row;
import dev.tektite.sql.WriteTx;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// The table in which a database keeps the steps that it has had.
final class History {
  static final String TABLE = "tektite_migration";

  private static final int LONGEST_KEPT = 100_000;

  /// UTC, with milliseconds always, so that the order of the texts is the order of the times.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private static final String CREATE =
      """
      create table if not exists main.tektite_migration(
        id integer primary key,
        version text not null unique,
        kind text not null,
        description text not null,
        checksum text,
        script text,
        applied_at text not null,
        duration_us integer not null,
        adopted integer not null,
        application text
      ) strict
      """;

  private History() {}

  /// The steps in the order in which they were run; none where there is no history.
  static List<AppliedStep> read(ReadTx tx) {
    if (!Catalog.hasTable(tx, TABLE)) {
      return List.of();
    }
    return tx.query("select * from main.tektite_migration order by id").map(History::step).list();
  }

  private static AppliedStep step(Row row) {
    return new AppliedStep(
        Version.parse(String.valueOf(row.asText("version"))),
        Step.Kind.valueOf(String.valueOf(row.asText("kind"))),
        String.valueOf(row.asText("description")),
        row.asText("checksum"),
        row.asText("script"),
        Instant.parse(String.valueOf(row.asText("applied_at"))),
        Duration.ofNanos(row.asLong("duration_us") * 1000),
        row.asBoolean("adopted"),
        row.asText("application"));
  }

  static void create(WriteTx tx) {
    tx.execute(CREATE);
  }

  static void add(WriteTx tx, AppliedStep step) {
    tx.execute(
        "insert into main.tektite_migration(version, kind, description, checksum, script,"
            + " applied_at, duration_us, adopted, application) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        step.version().toString(),
        step.kind(),
        step.description(),
        step.checksum(),
        step.script(),
        TIME.format(step.appliedAt()),
        step.duration().toNanos() / 1000,
        step.adopted(),
        step.application());
  }

  static void remove(WriteTx tx, Version version) {
    tx.execute("delete from main.tektite_migration where version = ?", version.toString());
  }

  /// What the history will say of a step.
  static AppliedStep entry(
      Migrations migrations, Step step, Instant at, Duration took, boolean adopted) {
    String script = step.script();
    return new AppliedStep(
        step.version(),
        step.kind(),
        step.description(),
        step.checksum(),
        script == null || script.length() > LONGEST_KEPT ? null : script,
        at,
        took,
        adopted,
        migrations.application());
  }
}
