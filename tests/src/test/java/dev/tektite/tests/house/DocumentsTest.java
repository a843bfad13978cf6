package dev.tektite.tests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The documents: what they link to is there, and the first page stays one page.
class DocumentsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final int LONGEST_README = 250;
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]+\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("(?ms)^\\s*```.*?^\\s*```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{L}\\p{N}_ -]");

  @Test
  void readmeIsOnePage() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("README.md")))
        .hasSizeLessThanOrEqualTo(LONGEST_README);
  }

  @TestFactory
  Stream<DynamicTest> linksLeadSomewhere() throws IOException {
    return documents().stream()
        .map(document ->
            DynamicTest.dynamicTest(
                ROOT.relativize(document).toString(), () -> checkLinks(document)));
  }

  private static void checkLinks(Path document) throws IOException {
    List<String> dead =
        LINK.matcher(prose(document))
            .results()
            .map(link -> link.group(1))
            .filter(link -> !link.contains("://"))
            .filter(link -> !leadsSomewhere(document, link))
            .toList();
    assertThat(dead).as("links of %s that lead nowhere", document).isEmpty();
  }

  private static boolean leadsSomewhere(Path document, String link) {
    int mark = link.indexOf('#');
    String path = mark < 0 ? link : link.substring(0, mark);
    Path target = path.isEmpty() ? document : document.resolveSibling(path);
    return Files.exists(target) && (mark < 0 || hasAnchor(target, link.substring(mark + 1)));
  }

  private static boolean hasAnchor(Path document, String anchor) {
    try {
      return HEADING
          .matcher(prose(document))
          .results()
          .map(DocumentsTest::anchor)
          .anyMatch(anchor::equals);
    } catch (IOException e) {
      return false;
    }
  }

  /// As the pages that show Markdown make it from a heading.
  private static String anchor(MatchResult heading) {
    String text = heading.group(1).toLowerCase(Locale.ROOT);
    return NOT_IN_ANCHORS.matcher(text).replaceAll("").replace(' ', '-');
  }

  private static String prose(Path document) throws IOException {
    return CODE.matcher(Files.readString(document)).replaceAll("");
  }

  /// All Markdown files, without those that a build has made.
  private static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !ROOT.relativize(file).toString().contains("target"))
          .filter(file -> !ROOT.relativize(file).toString().startsWith("."))
          .sorted()
          .toList();
    }
  }
}
