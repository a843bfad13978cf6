package dev.tektite.migration;

import dev.tektite.sql.ReadTx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The steps of a schema, and how they are run. `DatabaseOptions.migrations` takes them, so that
/// `Database.open` gives a database that has had them all, or an exception.
///
/// All steps that a database has not had run in one transaction, for which other processes wait:
/// all of them are stored, or none. Foreign keys are not enforced meanwhile; they are checked
/// before the commit.
///
/// *Immutable.*
public final class Migrations {
  private static final Migrations NONE = new Migrations(List.of());

  private final List<Step> steps;

  // Written only while a copy is being made, before anybody else can see it.
  private @Nullable Adoption adoption = null;
  private @Nullable String application = null;
  private @Nullable Version target = null;
  private boolean down = false;
  private boolean backupFirst = false;
  private Duration waitLimit = Duration.ofMinutes(10);

  private Migrations(List<Step> steps) {
    this.steps = steps.stream().sorted(Comparator.comparing(Step::version)).toList();
    Set<String> seen = new HashSet<>();
    for (Step step : steps) {
      if (!seen.add(step.kind() + " " + step.version())) {
        throw new IllegalArgumentException(
            "There are two steps to version %s: give each a version of its own"
                .formatted(step.version()));
      }
    }
  }

  private Migrations(Migrations other) {
    steps = other.steps;
    adoption = other.adoption;
    application = other.application;
    target = other.target;
    down = other.down;
    backupFirst = other.backupFirst;
    waitLimit = other.waitLimit;
  }

  /// No steps: the schema is the application's own business.
  public static Migrations none() {
    return NONE;
  }

  /// Steps in any order; their versions decide in which they run.
  ///
  /// @throws IllegalArgumentException if two lead to the same version
  public static Migrations of(Step... steps) {
    return new Migrations(List.of(steps));
  }

  /// The steps of the files of a folder whose names end in `.sql`; folders below it are passed
  /// over.
  ///
  /// `V1.2.0__add_email.sql` is a step, `B2.0.0__all.sql` a baseline, `U1.2.0__drop_email.sql` the
  /// way back; `001_init.sql`, with goose's `-- +goose Up` and `-- +goose Down`, is the step
  /// `1.0.0`. Text is UTF-8.
  ///
  /// @throws IllegalArgumentException if there are none, or one has another name or is malformed
  /// @throws java.io.UncheckedIOException if the folder cannot be read
  public static Migrations folder(Path folder) {
    return new Migrations(StepFolder.read(folder));
  }

  /// The steps of the files of a folder of the class path, as with [#folder(Path)].
  ///
  /// @param anchor a class that is loaded from where the folder is; in a module of its own, the
  ///   folder's name must not be that of a package, unless that package is open
  /// @param folder from the root of the class path, such as `db/migration`
  /// @throws IllegalArgumentException if there are none, or one has another name or is malformed
  public static Migrations classPath(Class<?> anchor, String folder) {
    return new Migrations(StepFolder.onClassPath(anchor, folder));
  }

  /// The steps of texts that are kept otherwise, as with [#folder(Path)].
  ///
  /// @param files texts by the names of files, such as `V1.2.0__add_email.sql`
  /// @throws IllegalArgumentException if there are none, or one has another name or is malformed
  public static Migrations files(Map<String, String> files) {
    return new Migrations(StepFolder.steps(new TreeMap<>(files), "the files that were given"));
  }

  /// These steps and those of others; the knobs stay.
  ///
  /// @throws IllegalArgumentException if two lead to the same version
  public Migrations and(Migrations others) {
    return and(others.steps);
  }

  /// These steps and others; the knobs stay.
  ///
  /// @throws IllegalArgumentException if two lead to the same version
  public Migrations and(Step... others) {
    return and(List.of(others));
  }

  private Migrations and(List<Step> others) {
    var copy = new Migrations(Stream.concat(steps.stream(), others.stream()).toList());
    copy.adoption = adoption;
    copy.application = application;
    copy.target = target;
    copy.down = down;
    copy.backupFirst = backupFirst;
    copy.waitLimit = waitLimit;
    return copy;
  }

  /// The steps, ordered by version.
  public List<Step> steps() {
    return steps;
  }

  /// Whether there are no steps.
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /// How to tell the version of a database that was there before its history, or `null`.
  public @Nullable Adoption adopting() {
    return adoption;
  }

  /// A copy that takes over databases that were there before their history.
  public Migrations adopting(Adoption adoption) {
    var copy = new Migrations(this);
    copy.adoption = adoption;
    return copy;
  }

  /// The name of the application, or `null`.
  public @Nullable String application() {
    return application;
  }

  /// A copy that writes the name of the application into the history, and refuses the databases of
  /// others.
  public Migrations application(String application) {
    var copy = new Migrations(this);
    copy.application = application;
    return copy;
  }

  /// Whether a copy of the database is made before its first pending step. Default: no.
  public boolean backsUpFirst() {
    return backupFirst;
  }

  /// A copy that first stores a copy of the database beside it, as `bank.db.before-1.2.0`, when
  /// there are steps to be run and rows to be lost.
  public Migrations backupFirst() {
    var copy = new Migrations(this);
    copy.backupFirst = true;
    return copy;
  }

  /// How long to wait for other processes, of which one may be migrating. Default: 10 minutes.
  public Duration waitLimit() {
    return waitLimit;
  }

  /// A copy that waits no longer than this for other processes.
  ///
  /// @param waitLimit zero or more
  public Migrations waitLimit(Duration waitLimit) {
    if (waitLimit.isNegative()) {
      throw new IllegalArgumentException(
          "expected a wait limit of 0 or more, but was " + waitLimit);
    }
    var copy = new Migrations(this);
    copy.waitLimit = waitLimit;
    return copy;
  }

  /// A copy that goes no further than a version. A database that is beyond it is refused.
  ///
  /// @param version of one of the steps
  public Migrations upTo(String version) {
    return towards(Version.parse(version), false);
  }

  /// A copy that goes to a version, back if need be: through the down steps of the steps above it,
  /// the newest first. What those steps have brought is lost.
  ///
  /// @param version of one of the steps, or `0.0.0`
  public Migrations downTo(String version) {
    return towards(Version.parse(version), true);
  }

  private Migrations towards(Version version, boolean back) {
    boolean isStart = back && version.equals(Version.NONE);
    if (!isStart && steps.stream().noneMatch(step -> step.version().equals(version))) {
      throw new IllegalArgumentException("There is no step to version %s".formatted(version));
    }
    var copy = new Migrations(this);
    copy.target = version;
    copy.down = back;
    return copy;
  }

  /// The version that a database has at the end: that of the newest step, unless another was asked
  /// for.
  public Version target() {
    if (target != null) {
      return target;
    }
    return steps.isEmpty() ? Version.NONE : steps.getLast().version();
  }

  /// Whether a database that is beyond the target goes back to it.
  boolean goesDown() {
    return down;
  }

  // ---- for tools; each takes the tx of a database that was opened with or without migrations ----

  /// The steps that a database has had, in order; none for one without a history.
  public static List<AppliedStep> history(ReadTx tx) {
    return History.read(tx);
  }

  /// How far a database has come, and what opening it with these migrations would do.
  public MigrationStatus status(ReadTx tx) {
    return Plan.of(this, tx).status();
  }

  /// The steps that opening a database with these migrations would run, in order.
  public List<Step> pending(ReadTx tx) {
    return Plan.of(this, tx).pending();
  }

  /// Why opening a database with these migrations would fail before any step is run, one sentence
  /// for each reason; empty if it would not.
  public List<String> validate(ReadTx tx) {
    return Plan.of(this, tx).problems();
  }

  /// Whether a database has had the step to a version.
  public static boolean isApplied(ReadTx tx, String version) {
    Version wanted = Version.parse(version);
    return History.read(tx).stream().anyMatch(step -> step.version().equals(wanted));
  }
}
