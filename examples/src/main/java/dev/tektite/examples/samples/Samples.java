package dev.tektite.examples.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The documents of the project, with every marked sample as it should be.
///
/// A sample is a fence below a line such as `<!-- sample: TourTest#transfer -->`: a region of a
/// file below `examples`, between `// @start region=transfer` and `// @end`. These are also the
/// marks of `{@snippet}`, so that Javadoc can show the same region.
///
/// *One thread at a time.*
public final class Samples {
  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^<!-- sample: (\\w+)#([\\w-]+) -->\\R(```\\w+)\\R(?s:(.*?))^```$");
  private static final Pattern MARK = Pattern.compile("(?m)^<!-- sample:");

  private final Path root;

  /// @param root the folder of the project
  public Samples(Path root) {
    this.root = root;
  }

  /// Writes anew every document whose samples have changed.
  ///
  /// @param arguments the folder of the project
  public static void main(String... arguments) throws IOException {
    var samples = new Samples(Path.of(arguments[0]));
    for (Path document : samples.documents()) {
      String text = Files.readString(document);
      String fresh = samples.refreshed(document);
      if (!fresh.equals(text)) {
        Files.writeString(document, fresh);
        System.out.println("samples: refreshed " + document);
      }
    }
  }

  /// All Markdown files of the project, without those that a build has made.
  public List<Path> documents() throws IOException {
    return files(root, ".md");
  }

  /// The text of a document with its samples as they should be.
  ///
  /// @throws IllegalStateException if a sample names no region, or has no fence below its mark
  public String refreshed(Path document) throws IOException {
    String text = Files.readString(document);
    var fresh = new StringBuilder();
    Matcher sample = SAMPLE.matcher(text);
    long found = 0;
    while (sample.find()) {
      found++;
      String mark = text.substring(sample.start(), sample.end(3));
      String region = region(document, sample.group(1), sample.group(2));
      sample.appendReplacement(fresh, Matcher.quoteReplacement(mark + "\n" + region + "```"));
    }
    if (found != MARK.matcher(text).results().count()) {
      throw new IllegalStateException(
          "%s: each mark of a sample needs a fence in the line below, such as ```java"
              .formatted(document));
    }
    return sample.appendTail(fresh).toString();
  }

  private String region(Path document, String type, String name) throws IOException {
    for (String ending : List.of(".java", ".kt")) {
      for (Path file : files(root.resolve("examples"), "/" + type + ending)) {
        String region = Region.of(Files.readAllLines(file), name);
        if (!region.isEmpty()) {
          return region;
        }
      }
    }
    throw new IllegalStateException(
        "%s: there is no region %s in a class %s below examples".formatted(document, name, type));
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.toString().replace('\\', '/').endsWith(ending))
          .filter(path -> isSource(folder.relativize(path)))
          .sorted()
          .toList();
    }
  }

  private static boolean isSource(Path path) {
    for (Path part : path) {
      if (part.toString().startsWith(".") || part.toString().equals("target")) {
        return false;
      }
    }
    return true;
  }
}
