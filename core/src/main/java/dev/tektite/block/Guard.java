package dev.tektite.block;

import dev.tektite.sqlite.Action;
import dev.tektite.sqlite.Authorizer;
import dev.tektite.sqlite.Authorizer.Decision;
import dev.tektite.sqlite.Connection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Refuses in blocks what would reach beyond them.
///
/// It is SQLite's authorizer, set once and never switched: each switch would expire all statements.
/// Statements compile themselves anew in the middle of a run, so the engine's own are let through
/// whenever they *run*, not only when they are compiled.
///
/// *One thread at a time:* the thread that has the connection.
public final class Guard implements Authorizer {
  private static final Decision USE_A_BLOCK =
      Decision.deny(
          "BEGIN, COMMIT and ROLLBACK are refused in a block, which is a transaction: return from it"
              + " to commit, throw to undo");
  private static final Decision USE_SAVEPOINT =
      Decision.deny("SAVEPOINT is refused in a block: use tx.savepoint(part -> …)");
  private static final Decision USE_HOOK =
      Decision.deny(
          "ATTACH and DETACH are refused in a block, since they reach beyond it: use"
              + " DatabaseOptions.onConnection");

  /// Pragmas whose value changes the database and is undone with the block.
  private static final Set<String> TRANSACTIONAL = Set.of("user_version", "application_id");

  /// Pragmas whose argument says what to ask about.
  private static final Set<String> QUESTIONS =
      Set.of(
          "table_info",
          "table_xinfo",
          "table_list",
          "index_list",
          "index_info",
          "index_xinfo",
          "foreign_key_list",
          "foreign_key_check",
          "integrity_check",
          "quick_check");

  /// Pragmas that do something even without a value, with what to use instead.
  private static final Map<String, String> ACTIONS =
      Map.of(
          "wal_checkpoint", "use db.maintenance().checkpoint(mode) outside of blocks",
          "incremental_vacuum", "use db.maintenance().incrementalVacuum(pages) outside of blocks",
          "optimize", "use db.maintenance().optimize() outside of blocks",
          "shrink_memory", "it cannot run in a block");

  private final @Nullable Authorizer user;

  // All fields below: only by the thread that has the connection.
  private boolean engine;
  private boolean deferred;
  private boolean asked;
  private @Nullable Consumer<? super Action> told;

  Guard(Connection connection) {
    this.user = connection.hooks().authorizer();
    connection.hooks().authorizer(this);
  }

  /// Lets the engine's own statements pass, or ends that.
  void engine(boolean on) {
    engine = on;
  }

  /// Who is told what statements are about to do, or `null`.
  public @Nullable Consumer<? super Action> told() {
    return told;
  }

  /// Tells somebody what statements of blocks are about to do, whenever they are compiled.
  public void tell(Consumer<? super Action> listener) {
    told = listener;
  }

  /// Whether a block has said that foreign keys be deferred; asked once, then forgotten.
  public boolean takeDeferred() {
    boolean was = deferred;
    deferred = false;
    return was;
  }

  /// Whether a pragma that only asks has been compiled; asked once, then forgotten. SQLite counts
  /// some of them among the statements that write.
  boolean takeAsked() {
    boolean was = asked;
    asked = false;
    return was;
  }

  @Override
  public Decision decide(Action action) {
    if (engine) {
      return Decision.ALLOW;
    }
    if (told != null) {
      told.accept(action);
    }
    Decision own =
        switch (action.kind()) {
          case TRANSACTION -> USE_A_BLOCK;
          case SAVEPOINT -> USE_SAVEPOINT;
          case ATTACH, DETACH -> USE_HOOK;
          case PRAGMA -> pragma(action.first(), action.second());
          default -> Decision.ALLOW;
        };
    return own == Decision.ALLOW && user != null ? user.decide(action) : own;
  }

  private Decision pragma(@Nullable String given, @Nullable String value) {
    String name = given == null ? "" : given.toLowerCase(Locale.ROOT);
    if (name.equals("defer_foreign_keys")) {
      deferred = true;
      return Decision.ALLOW;
    }
    if (ACTIONS.containsKey(name)) {
      return Decision.deny(
          "pragma %s is refused in a block: %s".formatted(name, ACTIONS.get(name)));
    }
    if (value == null || QUESTIONS.contains(name)) {
      asked = true;
      return Decision.ALLOW;
    }
    if (TRANSACTIONAL.contains(name)) {
      return Decision.ALLOW;
    }
    return Decision.deny(
        "pragma %s with a value is refused in a block, since it reaches beyond it: use the knobs of"
                .formatted(name)
            + " DatabaseOptions, or DatabaseOptions.onConnection");
  }
}
