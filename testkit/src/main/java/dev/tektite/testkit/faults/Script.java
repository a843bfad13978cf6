package dev.tektite.testkit.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One script on the C side, and where its images go.
///
/// *Safe for any number of threads.*
final class Script {
  private final long pointer;
  // The latest call of imagesInto wins.
  private volatile @Nullable Images images;

  Script(long pointer) {
    this.pointer = pointer;
  }

  private record Images(Path folder, Survivors survivors, long seed) {}

  long count(Operation operation) {
    return FaultCalls.count(pointer, operation);
  }

  void add(Rule rule) {
    if ((rule.action() & FaultCalls.IMAGE) != 0) {
      images();
    }
    if (FaultCalls.rule(pointer, rule) != 0) {
      throw new IllegalStateException(
          "A script holds 8 rules at a time, and this would be one more: clear() takes them away");
    }
  }

  void room(long bytes) {
    FaultCalls.room(pointer, bytes);
  }

  void reset(boolean ended) {
    FaultCalls.reset(pointer, ended);
  }

  void imagesInto(Path folder, Survivors survivors, long seed) {
    try {
      images = new Images(Files.createDirectories(folder).toRealPath(), survivors, seed);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the folder for images, " + folder, e);
    }
    act(0);
  }

  /// Takes an image or cuts the power now.
  ///
  /// @return the folder of the image
  Path act(int action) {
    Images target = images();
    long step = FaultCalls.images(pointer, target.folder, target.seed, target.survivors, action);
    if (step < 0) {
      throw new IllegalStateException("The image could not be written into " + target.folder);
    }
    return image(step);
  }

  Path image(long step) {
    return images().folder.resolve(Long.toString(step));
  }

  private Images images() {
    Images target = images;
    if (target == null) {
      throw new IllegalStateException("Say first where images go, with imagesInto");
    }
    return target;
  }
}
