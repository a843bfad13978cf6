package dev.tektite.examples.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
  @TempDir Path folder;

  private Samples samples;

  @BeforeEach
  void project() throws IOException {
    samples = new Samples(folder);
    Path source = Files.createDirectories(folder.resolve("examples/src")).resolve("Tour.java");
    Files.writeString(
        source,
        """
        class Tour {
            // @start region=outer
            int a = 1;

            // @start region=inner
            int b = "$1".length();
            // @end
            int c = 3;
            // @end
            int d = 4;
            // @start region=inner

            int e = 5;

            // @end
        }
        """);
  }

  private Path document(String... lines) throws IOException {
    return Files.write(folder.resolve("README.md"), List.of(lines));
  }

  @Test
  void allDocumentsShowTheirRegions() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    Path project = Files.exists(root.resolve("run")) ? root : root.getParent();
    var all = new Samples(project);
    for (Path document : all.documents()) {
      assertThat(Files.readString(document))
          .as("%s has a sample that differs from the code: ./run format refreshes it", document)
          .isEqualTo(all.refreshed(document));
    }
  }

  @Test
  void aSampleBecomesItsRegion() throws IOException {
    Path document =
        document(
            "# Tour",
            "<!-- sample: Tour#outer -->",
            "```java",
            "old",
            "```",
            "between",
            "<!-- sample: Tour#inner -->",
            "```java",
            "```",
            "```java",
            "not marked",
            "```");
    assertThat(samples.refreshed(document))
        .isEqualTo(
            """
            # Tour
            <!-- sample: Tour#outer -->
            ```java
            int a = 1;

            int b = "$1".length();
            int c = 3;
            ```
            between
            <!-- sample: Tour#inner -->
            ```java
            int b = "$1".length();

            int e = 5;
            ```
            ```java
            not marked
            ```
            """);
  }

  @Test
  void refreshingTwiceChangesNothing() throws IOException {
    Path document = document("<!-- sample: Tour#outer -->", "```java", "old", "```");
    Samples.main(folder.toString());
    String once = Files.readString(document);
    assertThat(once).contains("int a = 1;").doesNotContain("old");
    Samples.main(folder.toString());
    assertThat(Files.readString(document)).isEqualTo(once);
  }

  @Test
  void anUnknownRegionIsNamed() throws IOException {
    Path document = document("<!-- sample: Tour#none -->", "```java", "```");
    assertThatThrownBy(() -> samples.refreshed(document))
        .hasMessageContaining("README.md: there is no region none in a class Tour");
  }

  @Test
  void aMarkWithoutAFenceIsRefused() throws IOException {
    Path document = document("<!-- sample: Tour#outer -->", "", "```java", "```");
    assertThatThrownBy(() -> samples.refreshed(document)).hasMessageContaining("needs a fence");
  }

  @Test
  void whatABuildHasMadeIsNoDocument() throws IOException {
    Files.createDirectories(folder.resolve("core/target"));
    Files.writeString(folder.resolve("core/target/notes.md"), "x");
    Path document = document("x");
    assertThat(samples.documents()).containsExactly(document);
  }
}
