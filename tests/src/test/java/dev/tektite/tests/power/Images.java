package dev.tektite.tests.power;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.testkit.faults.Survivors;
import dev.tektite.tests.load.NumberedBlocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Looks at what power cuts left, and removes it when it is well.
///
/// The images are other files than the load's, so that they may be opened, copied and deleted here
/// while its connections live.
///
/// *One thread at a time.*
final class Images {
  private long count;

  long count() {
    return count;
  }

  /// Looks at all images of a folder.
  ///
  /// @param promised which blocks must be there, from which step on
  void requireAll(Path folder, Survivors survivors, List<GroupLoad.Acknowledged> promised)
      throws IOException {
    for (Path image : entries(folder)) {
      long step = Long.parseLong(image.getFileName().toString());
      List<Long> numbers =
          promised.stream()
              .filter(block -> block.step() <= step)
              .map(GroupLoad.Acknowledged::number)
              .toList();
      require(image, survivors, numbers);
      count++;
      for (Path file : entries(image)) {
        Files.delete(file);
      }
      Files.delete(image);
    }
  }

  private static void require(Path image, Survivors survivors, List<Long> numbers) {
    List<String> problems = new ArrayList<>();
    try (Database db = Database.open(image.resolve("load.db"), DatabaseOptions.minimal())) {
      problems.addAll(db.<List<String>>read(tx -> NumberedBlocks.problems(tx, numbers)));
    } catch (RuntimeException e) {
      throw new AssertionError("The image %s cannot be read".formatted(image), e);
    }
    if (!problems.isEmpty()) {
      throw new AssertionError(
          "The image %s, with changes %s: %s"
              .formatted(image, survivors, String.join("; ", problems)));
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }
}
