package dev.tektite.backup;

import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Pattern;

/// When backups are made, how, and which are kept. The noun reads; the same noun with an argument
/// gives a changed copy.
///
/// *Immutable.*
public final class BackupSchedule {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_ .+-]{0,99}");
  private static final Duration LEAST = Duration.ofSeconds(1);

  // Written only while a copy is being made, before anybody else can see it.
  private Duration interval;
  private String name = "";
  private Retention keep = Retention.defaults();
  private BackupOptions options = BackupOptions.defaults();
  private BackupListener listener = new BackupListener() {};
  private InstantSource clock = InstantSource.system();

  private BackupSchedule(Duration interval) {
    this.interval = interval;
  }

  private BackupSchedule(BackupSchedule other) {
    interval = other.interval;
    name = other.name;
    keep = other.keep;
    options = other.options;
    listener = other.listener;
    clock = other.clock;
  }

  /// One backup for each interval, kept as [Retention#defaults()] says.
  ///
  /// @param interval from the beginning of one to that of the next, at least 1 s
  public static BackupSchedule every(Duration interval) {
    if (interval.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "expected an interval of at least %s, but was %s".formatted(LEAST, interval));
    }
    return new BackupSchedule(interval);
  }

  /// One backup in an hour.
  public static BackupSchedule hourly() {
    return every(Duration.ofHours(1));
  }

  /// One backup in a day.
  public static BackupSchedule daily() {
    return every(Duration.ofDays(1));
  }

  /// From the beginning of one backup to that of the next.
  public Duration interval() {
    return interval;
  }

  /// What the names of the files begin with; empty for the name of the database, the default.
  public String name() {
    return name;
  }

  /// A copy whose files have names that begin like this. Two databases that share a folder need
  /// different ones.
  ///
  /// @param name letters, digits, `_`, `.`, `+`, `-` and blanks
  public BackupSchedule name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "expected a name of letters, digits, blanks and _.+- for the files, but was \"%s\""
              .formatted(name));
    }
    var copy = new BackupSchedule(this);
    copy.name = name;
    return copy;
  }

  /// Which backups are kept. Default: [Retention#defaults()].
  public Retention keep() {
    return keep;
  }

  /// A copy that keeps others.
  public BackupSchedule keep(Retention keep) {
    var copy = new BackupSchedule(this);
    copy.keep = keep;
    return copy;
  }

  /// How each backup is made. Default: [BackupOptions#defaults()].
  public BackupOptions options() {
    return options;
  }

  /// A copy whose backups are made in another way; a file is never replaced, whatever they say.
  public BackupSchedule options(BackupOptions options) {
    var copy = new BackupSchedule(this);
    copy.options = options;
    return copy;
  }

  /// Who is told. Default: nobody but the log.
  public BackupListener listener() {
    return listener;
  }

  /// A copy that tells somebody.
  public BackupSchedule listener(BackupListener listener) {
    var copy = new BackupSchedule(this);
    copy.listener = listener;
    return copy;
  }

  /// Where the time is from. Default: the system's clock.
  public InstantSource clock() {
    return clock;
  }

  /// A copy with another clock, for tests. It is looked at every few seconds at most; see
  /// [Backups#look()].
  public BackupSchedule clock(InstantSource clock) {
    var copy = new BackupSchedule(this);
    copy.clock = clock;
    return copy;
  }
}
