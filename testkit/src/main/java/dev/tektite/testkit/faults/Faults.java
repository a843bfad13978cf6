package dev.tektite.testkit.faults;

import static dev.tektite.testkit.faults.FaultCalls.CUT;
import static dev.tektite.testkit.faults.FaultCalls.EVERY;
import static dev.tektite.testkit.faults.FaultCalls.FAIL;
import static dev.tektite.testkit.faults.FaultCalls.FROM_THEN_ON;
import static dev.tektite.testkit.faults.FaultCalls.IMAGE;
import static dev.tektite.testkit.faults.FaultCalls.ONCE;
import static dev.tektite.testkit.faults.FaultCalls.TEAR;

import java.nio.file.Path;

/// The script of some files: what has happened to them, and what is to fail.
///
/// Operations are counted from 1, *from the moment when the rule is added*: `failWrite(1, FULL)`
/// fails the very next write. All rules hold until they have happened, or until [#clear()]. Codes
/// are SQLite's [result codes](https://www.sqlite.org/rescode.html), extended ones included; 0
/// makes SQLite believe that all went well, though nothing was done.
///
/// **Power cuts.** A write or a truncation is durable once a sync of its file has returned;
/// creation and deletion are durable at once; what the rest comes to, [Survivors] says. An *image*
/// is a folder with copies of the files as a power cut at that moment would leave them, named by
/// the number of the step. It is made without touching the database, whose connections may go on.
/// Transactions over several files in rollback mode cannot be judged by it: their journals hold
/// absolute paths.
///
/// When the power is off, every read, write, sync, truncation, deletion and opening fails, until
/// [#clear()]; connections can be closed. The real files are as they were: the image has what is
/// left.
///
/// *Safe for any number of threads.*
public final class Faults implements AutoCloseable {
  /// The disk is full.
  public static final int FULL = 13;

  /// A read failed.
  public static final int IOERR_READ = 266;

  /// A write failed.
  public static final int IOERR_WRITE = 778;

  /// A sync failed.
  public static final int IOERR_FSYNC = 1034;

  /// A truncation failed.
  public static final int IOERR_TRUNCATE = 1546;

  /// A deletion failed.
  public static final int IOERR_DELETE = 2570;

  private static final int ALL_KINDS = (1 << FileKind.values().length) - 1;

  private final Script script;
  private final int kinds;

  Faults(Script script) {
    this(script, ALL_KINDS);
  }

  private Faults(Script script, int kinds) {
    this.script = script;
    this.kinds = kinds;
  }

  /// The same script, whose rules added through the result meet one kind of files only, and count
  /// that kind only. Counters and the room on the disk stay those of all files.
  public Faults only(FileKind kind) {
    return new Faults(script, kind.bit());
  }

  /// How many writes there were.
  public long writes() {
    return script.count(Operation.WRITE);
  }

  /// How many syncs there were.
  public long syncs() {
    return script.count(Operation.SYNC);
  }

  /// How many reads there were.
  public long reads() {
    return script.count(Operation.READ);
  }

  /// How many operations there were that change files: writes, syncs, truncations, deletions.
  ///
  /// A commit that returned before this was asked is in every image of this step or a later one.
  public long steps() {
    return script.count(Operation.STEP);
  }

  /// Lets the n-th write fail.
  public void failWrite(long n, int code) {
    fail(Operation.WRITE, n, ONCE, code);
  }

  /// Lets the n-th write and all after it fail.
  public void failWritesFrom(long n, int code) {
    fail(Operation.WRITE, n, FROM_THEN_ON, code);
  }

  /// Lets the n-th sync fail; what it would have made durable waits for the next.
  public void failSync(long n, int code) {
    fail(Operation.SYNC, n, ONCE, code);
  }

  /// Lets the n-th sync and all after it fail.
  public void failSyncsFrom(long n, int code) {
    fail(Operation.SYNC, n, FROM_THEN_ON, code);
  }

  /// Lets the n-th truncation or deletion fail.
  public void failTruncationOrDeletion(long n, int code) {
    fail(Operation.OTHER, n, ONCE, code);
  }

  /// Lets the n-th read fail.
  public void failRead(long n, int code) {
    fail(Operation.READ, n, ONCE, code);
  }

  /// Lets the n-th read and all after it fail.
  public void failReadsFrom(long n, int code) {
    fail(Operation.READ, n, FROM_THEN_ON, code);
  }

  private void fail(Operation operation, long n, int repeat, int code) {
    script.add(new Rule(operation.bits(), kinds, n, repeat, FAIL, code, 0));
  }

  /// Stores only the first bytes of the n-th write, which fails with [#IOERR_WRITE].
  public void tearWrite(long n, int bytes) {
    script.add(new Rule(Operation.WRITE.bits(), kinds, n, ONCE, TEAR, IOERR_WRITE, bytes));
  }

  /// Stores only the first bytes of the n-th write, then cuts the power and leaves an image. SQLite
  /// believes that the write went well, until its next operation.
  public void tearWriteAndCutPower(long n, int bytes) {
    int action = TEAR | IMAGE | CUT;
    script.add(new Rule(Operation.WRITE.bits(), kinds, n, ONCE, action, 0, bytes));
  }

  /// Lets all files together grow by so many bytes; then writes that grow a file store what fits
  /// and fail with [#FULL]. Truncations and deletions make room again.
  public void diskFullAfterBytes(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("expected bytes >= 0, but was " + bytes);
    }
    script.room(bytes);
  }

  /// Says where images go and what survives in them.
  ///
  /// @param folder is created if it is missing; images are its subfolders
  /// @param seed decides what [Survivors#SOME] are; each step draws anew from it
  /// @return this
  public Faults imagesInto(Path folder, Survivors survivors, long seed) {
    script.imagesInto(folder, survivors, seed);
    return this;
  }

  /// Takes an image now.
  ///
  /// @return its folder
  public Path image() {
    return script.act(IMAGE);
  }

  /// The folder of the image of a step, whether there is one or not.
  public Path image(long step) {
    return script.image(step);
  }

  /// Takes an image after every n-th step, until [#clear()].
  public void imageAfterEvery(long n) {
    script.add(new Rule(Operation.STEP.bits(), kinds, n, EVERY, IMAGE, 0, 0));
  }

  /// Cuts the power now and leaves an image.
  ///
  /// @return its folder
  public Path cutPower() {
    return script.act(IMAGE | CUT);
  }

  /// Cuts the power now and leaves an image in which some of the changes since the last syncs
  /// survive.
  ///
  /// @return the image, a subfolder of `folder`
  public Path powerCut(Path folder, long seed) {
    return imagesInto(folder, Survivors.SOME, seed).cutPower();
  }

  /// Cuts the power after the n-th write and leaves an image: from then on, `image(steps())`.
  public void cutPowerAfterWrite(long n) {
    cutAfter(Operation.WRITE, n);
  }

  /// Cuts the power after the n-th sync and leaves an image: from then on, `image(steps())`.
  public void cutPowerAfterSync(long n) {
    cutAfter(Operation.SYNC, n);
  }

  /// Cuts the power after the n-th step and leaves an image: from then on, `image(steps())`.
  public void cutPowerAfterStep(long n) {
    cutAfter(Operation.STEP, n);
  }

  private void cutAfter(Operation operation, long n) {
    script.add(new Rule(operation.bits(), kinds, n, ONCE, IMAGE | CUT, 0, 0));
  }

  /// Takes all rules away, gives power and room back, and counts from 0 again.
  public void clear() {
    script.reset(false);
  }

  /// Ends the script and forgets its files; close their connections first.
  @Override
  public void close() {
    script.reset(true);
  }
}
