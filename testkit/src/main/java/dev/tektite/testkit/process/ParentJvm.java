package dev.tektite.testkit.process;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// The parent of this process, as a child that was started as [ChildJvm] sees it.
///
/// When the parent ends or lets go of the child, this process ends at once, whatever it does.
///
/// *Safe for any number of threads.*
public final class ParentJvm {
  private static final int ORPHANED = 3;

  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out); // guarded by this
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

  private ParentJvm() {}

  /// Takes over standard input and output for the lines; what else is printed goes to standard
  /// error. To be called once, first of all.
  public static ParentJvm connect() {
    System.setOut(System.err);
    var parent = new ParentJvm();
    Thread.ofPlatform().daemon().name("lines of the parent").start(parent::listen);
    return parent;
  }

  private void listen() {
    try (var in = new FileInputStream(FileDescriptor.in)) {
      var lines = new WholeLines(in);
      for (String line = lines.next(); line != null; line = lines.next()) {
        received.add(line);
      }
    } catch (IOException e) {
      System.err.println("The parent cannot be heard any more: " + e.getMessage());
    }
    Runtime.getRuntime().halt(ORPHANED);
  }

  /// Sends a line. Once this has returned, the parent will receive it, even if this process is
  /// killed at the next moment.
  public void send(String line) {
    byte[] bytes = WholeLines.bytes(line);
    try {
      synchronized (this) {
        out.write(bytes);
      }
    } catch (IOException e) {
      Runtime.getRuntime().halt(ORPHANED);
    }
  }

  /// Waits for the next line of the parent.
  public String receive() {
    try {
      return received.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the parent", e);
    }
  }

  /// Says that this process has arrived, and waits until the parent lets it go.
  ///
  /// @return the line with which it was let go
  public String meet() {
    send(ChildJvm.ARRIVED);
    return receive();
  }
}
