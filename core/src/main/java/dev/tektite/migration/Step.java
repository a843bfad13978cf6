package dev.tektite.migration;

import dev.tektite.sql.WriteTx;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One step of a schema: a script, or a block in Java, that leads to a version.
///
/// *Immutable.*
public final class Step {
  private final Version version;
  private final Kind kind;
  private final String description;
  private final @Nullable String script;
  private final Consumer<? super WriteTx> up;
  private final @Nullable Consumer<? super WriteTx> down;
  private final List<String> creates;
  private final @Nullable Version from;

  /// Where a step stands.
  ///
  /// *Immutable.*
  public enum Kind {
    /// The whole schema as of a version, for databases that are new.
    BASELINE,
    /// What is new since the version before.
    INCREMENTAL
  }

  @SuppressWarnings("TooManyParameters")
  private Step(
      Version version,
      Kind kind,
      String description,
      @Nullable String script,
      Consumer<? super WriteTx> up,
      @Nullable Consumer<? super WriteTx> down,
      List<String> creates,
      @Nullable Version from) {
    this.version = version;
    this.kind = kind;
    this.description = description;
    this.script = script;
    this.up = up;
    this.down = down;
    this.creates = creates;
    this.from = from;
  }

  private static Step scripted(Version version, Kind kind, String description, String script) {
    Consumer<WriteTx> up = tx -> tx.executeScript(script);
    return new Step(version, kind, description, script, up, null, List.of(), null);
  }

  /// The whole schema as of a version: where new databases begin. Others pass over it.
  ///
  /// @param version as in [Version#parse(String)]
  /// @param script trusted SQL
  public static Step baseline(String version, String script) {
    return scripted(parse(version), Kind.BASELINE, "Baseline schema", script);
  }

  /// A step by a script.
  ///
  /// @param version as in [Version#parse(String)], after those of the steps before it
  /// @param script trusted SQL
  public static Step of(String version, String script) {
    return scripted(parse(version), Kind.INCREMENTAL, "", script);
  }

  /// A step in Java. Of it only the version can be checked later, not what it does.
  ///
  /// @param version as in [Version#parse(String)], after those of the steps before it
  /// @param block runs in the transaction of the migration
  public static Step of(String version, Consumer<? super WriteTx> block) {
    return new Step(parse(version), Kind.INCREMENTAL, "", null, block, null, List.of(), null);
  }

  /// A step that gives a table another shape.
  ///
  /// @param version as in [Version#parse(String)], after those of the steps before it
  public static Step of(String version, TableRebuild rebuild) {
    return new Step(
        parse(version),
        Kind.INCREMENTAL,
        "Rebuild " + rebuild.table(),
        rebuild.text(),
        rebuild::in,
        null,
        List.of(),
        null);
  }

  private static Version parse(String text) {
    Version version = Version.parse(text);
    if (!version.isAfter(Version.NONE)) {
      throw new IllegalArgumentException(
          "expected a version after 0.0.0, which is that of an empty database, but was " + text);
    }
    return version;
  }

  /// A copy with a description, for the history and for messages.
  public Step describedAs(String description) {
    return new Step(version, kind, description, script, up, down, creates, from);
  }

  /// A copy that says which tables and views are there when it has run. A migration after which one
  /// of them is missing is undone.
  public Step creates(String... tables) {
    return new Step(version, kind, description, script, up, down, List.of(tables), from);
  }

  /// A copy that needs at least a version to start from; without it, any that is older will do.
  public Step from(String least) {
    return new Step(version, kind, description, script, up, down, creates, Version.parse(least));
  }

  /// A copy that can be undone by a script.
  public Step down(String script) {
    return down(tx -> tx.executeScript(script));
  }

  /// A copy that can be undone by a block in Java.
  public Step down(Consumer<? super WriteTx> block) {
    return new Step(version, kind, description, script, up, block, creates, from);
  }

  /// The version to which it leads.
  public Version version() {
    return version;
  }

  /// Where it stands.
  public Kind kind() {
    return kind;
  }

  /// What it is for, or empty text.
  public String description() {
    return description;
  }

  /// Its script, or `null` for a step in Java.
  public @Nullable String script() {
    return script;
  }

  /// The SHA-256 of its script, in hexadecimal digits, or `null` for a step in Java. Comments, and
  /// blanks and line ends between words, do not count.
  public @Nullable String checksum() {
    return script == null ? null : ScriptText.checksum(script);
  }

  /// The tables and views that it says are there when it has run.
  public List<String> creates() {
    return creates;
  }

  /// The least version that it starts from, or `null` for any.
  public @Nullable Version from() {
    return from;
  }

  /// Whether it can be undone.
  public boolean hasDown() {
    return down != null;
  }

  void run(WriteTx tx) {
    up.accept(tx);
  }

  void undo(WriteTx tx) {
    if (down == null) {
      throw new IllegalStateException("The step %s has no down step".formatted(this));
    }
    down.accept(tx);
  }

  /// The version and the description: `1.1.0 (add email)`.
  @Override
  public String toString() {
    return description.isEmpty() ? version.toString() : "%s (%s)".formatted(version, description);
  }
}
