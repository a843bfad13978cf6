package dev.tektite.tests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The budget of lines: a file that outgrows it holds two ideas.
class FileSizesTest {
  private static final int LONGEST = 500;
  private static final int LONGEST_OF_MOST = 300;
  private static final int MEDIAN = 120;

  private record Source(Path path, int lines) {}

  @Test
  void noFileIsLongerThanFiveHundredLines() {
    assertThat(sources().stream().filter(source -> source.lines > LONGEST).toList()).isEmpty();
  }

  @Test
  void nineteenOfTwentyFilesAreShorterThanThreeHundredLines() {
    List<Source> sources = sources();
    assertThat(sources.get((sources.size() - 1) * 95 / 100).lines)
        .isLessThanOrEqualTo(LONGEST_OF_MOST);
  }

  @Test
  void halfOfTheFilesAreShorterThanAHundredAndTwentyLines() {
    List<Source> sources = sources();
    assertThat(sources.get(sources.size() / 2).lines).isLessThanOrEqualTo(MEDIAN);
  }

  /// All main sources of the repository, the shortest first.
  private static List<Source> sources() {
    try (Stream<Path> files = Files.walk(root())) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("/src/main/"))
          .map(file -> new Source(root().relativize(file), lines(file)))
          .sorted((a, b) -> Integer.compare(a.lines, b.lines))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return (int) lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    return Path.of("").toAbsolutePath().getParent();
  }
}
