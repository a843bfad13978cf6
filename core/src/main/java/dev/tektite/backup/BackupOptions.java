package dev.tektite.backup;

import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// How a backup is made. The noun reads; the same noun with an argument gives a changed copy.
///
/// *Immutable.*
public final class BackupOptions {
  private static final BackupOptions DEFAULTS = new BackupOptions();

  // Written only while a copy is being made, before anybody else can see it.
  private boolean replace = false;
  private boolean compact = false;
  private CopyCheck check = CopyCheck.QUICK;
  private long bytesPerSecond = Long.MAX_VALUE;
  private Predicate<? super BackupProgress> onProgress = progress -> true;
  private BooleanSupplier stopWhen = () -> false;

  private BackupOptions() {}

  private BackupOptions(BackupOptions other) {
    replace = other.replace;
    compact = other.compact;
    check = other.check;
    bytesPerSecond = other.bytesPerSecond;
    onProgress = other.onProgress;
    stopWhen = other.stopWhen;
  }

  /// As fast as it goes, page by page, with a quick check; an existing file is refused.
  public static BackupOptions defaults() {
    return DEFAULTS;
  }

  /// For a machine that has other things to do: 16 MiB in a second.
  public static BackupOptions gentle() {
    return DEFAULTS.bytesPerSecond(16L << 20);
  }

  /// Whether a file that is there already is replaced. Default: no, it is refused.
  public boolean replace() {
    return replace;
  }

  /// A copy that replaces an existing file, or refuses to. The former file stays as it is until the
  /// new one is whole, flushed and checked.
  public BackupOptions replace(boolean replace) {
    var copy = new BackupOptions(this);
    copy.replace = replace;
    return copy;
  }

  /// Whether the copy is compacted by `VACUUM INTO`. Default: no.
  public boolean compact() {
    return compact;
  }

  /// A copy that compacts, or copies page by page. A compacted file has no free pages and its
  /// tables lie in order; it takes more of the processor, and its pace cannot be held back. Rowids
  /// of tables without an `integer primary key` may change, as with every
  /// [VACUUM](https://www.sqlite.org/lang_vacuum.html).
  public BackupOptions compact(boolean compact) {
    var copy = new BackupOptions(this);
    copy.compact = compact;
    return copy;
  }

  /// How closely the copy is looked at before it gets its name. Default: [CopyCheck#QUICK].
  public CopyCheck check() {
    return check;
  }

  /// A copy with a check.
  public BackupOptions check(CopyCheck check) {
    var copy = new BackupOptions(this);
    copy.check = check;
    return copy;
  }

  /// How fast to copy at most, in bytes; [Long#MAX_VALUE] for as fast as it goes, the default.
  public long bytesPerSecond() {
    return bytesPerSecond;
  }

  /// A copy that is held back. The slower it is, the longer its commit stays pinned, and the more
  /// the log grows meanwhile.
  ///
  /// @param bytesPerSecond 1 or more
  public BackupOptions bytesPerSecond(long bytesPerSecond) {
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException(
          "expected bytesPerSecond of 1 or more, but was " + bytesPerSecond);
    }
    var copy = new BackupOptions(this);
    copy.bytesPerSecond = bytesPerSecond;
    return copy;
  }

  /// What is told about the progress, and says whether to go on. Default: yes, always.
  public Predicate<? super BackupProgress> onProgress() {
    return onProgress;
  }

  /// A copy with a listener, called on the thread that makes the backup, after about each megabyte,
  /// and several times a second while the copy is checked.
  ///
  /// @param onProgress whether to go on; `false` cancels the backup
  public BackupOptions onProgress(Predicate<? super BackupProgress> onProgress) {
    var copy = new BackupOptions(this);
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
  public BackupOptions stopWhen(BooleanSupplier stopWhen) {
    var copy = new BackupOptions(this);
    copy.stopWhen = stopWhen;
    return copy;
  }
}
