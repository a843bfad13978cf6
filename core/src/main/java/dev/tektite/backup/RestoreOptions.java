package dev.tektite.backup;

import dev.tektite.sqlite.Connection;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// How a database is restored. The noun reads; the same noun with an argument gives a changed copy.
///
/// *Immutable.*
public final class RestoreOptions {
  private static final RestoreOptions DEFAULTS = new RestoreOptions();

  // Written only while a copy is being made, before anybody else can see it.
  private boolean replace = false;
  private CopyCheck check = CopyCheck.FULL;
  private Predicate<? super BackupProgress> onProgress = progress -> true;
  private BooleanSupplier stopWhen = () -> false;
  private Consumer<? super Connection> onConnection = connection -> {};

  private RestoreOptions() {}

  private RestoreOptions(RestoreOptions other) {
    replace = other.replace;
    check = other.check;
    onProgress = other.onProgress;
    stopWhen = other.stopWhen;
    onConnection = other.onConnection;
  }

  /// A full check; an existing file is refused.
  public static RestoreOptions defaults() {
    return DEFAULTS;
  }

  /// Whether a database that is there already is replaced. Default: no, it is refused.
  public boolean replace() {
    return replace;
  }

  /// A copy that replaces an existing database, with its `-wal` and `-shm`, or refuses to. The
  /// former one stays as it is until the new one is whole, flushed and checked.
  public RestoreOptions replace(boolean replace) {
    var copy = new RestoreOptions(this);
    copy.replace = replace;
    return copy;
  }

  /// How closely the database is looked at before it gets its name. Default: [CopyCheck#FULL].
  public CopyCheck check() {
    return check;
  }

  /// A copy with a check.
  ///
  /// @param check [CopyCheck#QUICK] or [CopyCheck#FULL]: what nobody has looked at is not restored
  public RestoreOptions check(CopyCheck check) {
    if (check == CopyCheck.NONE) {
      throw new IllegalArgumentException(
          "expected a check of QUICK or FULL, but was NONE: a backup is verified before it replaces"
              + " anything");
    }
    var copy = new RestoreOptions(this);
    copy.check = check;
    return copy;
  }

  /// What is told about the progress, and says whether to go on. Default: yes, always.
  public Predicate<? super BackupProgress> onProgress() {
    return onProgress;
  }

  /// A copy with a listener, called on the thread that restores.
  ///
  /// @param onProgress whether to go on; `false` cancels the restoring
  public RestoreOptions onProgress(Predicate<? super BackupProgress> onProgress) {
    var copy = new RestoreOptions(this);
    copy.onProgress = onProgress;
    return copy;
  }

  /// What is asked again and again whether to cancel. Default: never.
  public BooleanSupplier stopWhen() {
    return stopWhen;
  }

  /// A copy that is cancelled from elsewhere: `stopWhen(wanted::get)` with an `AtomicBoolean`.
  ///
  /// @param stopWhen whether to cancel; asked often, so it should be quick
  public RestoreOptions stopWhen(BooleanSupplier stopWhen) {
    var copy = new RestoreOptions(this);
    copy.stopWhen = stopWhen;
    return copy;
  }

  /// What is done with each connection before it is used. Default: nothing.
  public Consumer<? super Connection> onConnection() {
    return onConnection;
  }

  /// A copy that prepares each connection: a check needs the functions and collations that the
  /// schema's indexes use.
  public RestoreOptions onConnection(Consumer<? super Connection> onConnection) {
    var copy = new RestoreOptions(this);
    copy.onConnection = onConnection;
    return copy;
  }
}
