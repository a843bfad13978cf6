package dev.tektite.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Reads the steps of a folder.
final class StepFolder {
  private StepFolder() {}

  static List<Step> read(Path folder) {
    return steps(files(folder), folder.toString());
  }

  static List<Step> onClassPath(Class<?> anchor, String folder) {
    String name = folder.replaceAll("^/+|/+$", "");
    Map<String, String> files = new TreeMap<>();
    for (URL place : places(anchor, name)) {
      files(place, name)
          .forEach((file, text) -> {
            if (files.putIfAbsent(file, text) != null) {
              throw new IllegalArgumentException(
                  "%s stands twice in %s of the class path".formatted(file, folder));
            }
          });
    }
    return steps(files, folder + " of the class path");
  }

  private static List<URL> places(Class<?> anchor, String folder) {
    try {
      ClassLoader loader = anchor.getClassLoader();
      List<URL> places =
          Collections.list(
              loader == null
                  ? ClassLoader.getSystemResources(folder)
                  : loader.getResources(folder));
      if (places.isEmpty()) {
        throw new IllegalArgumentException(
            "There is no folder %s on the class path of %s (a jar must have an entry for the folder itself)"
                .formatted(folder, anchor.getName()));
      }
      return places;
    } catch (IOException e) {
      throw new UncheckedIOException("The class path cannot be searched for " + folder, e);
    }
  }

  private static Map<String, String> files(URL place, String folder) {
    try {
      URI uri = place.toURI();
      if (!uri.getScheme().equals("jar")) {
        return files(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(jarOf(uri), Map.of())) {
        return files(jar.getPath(folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The folder of steps %s cannot be read".formatted(place), e);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "The folder of steps %s cannot be read".formatted(place), e);
    }
  }

  /// A path, and not the address: the same jar may be open elsewhere under that.
  private static Path jarOf(URI uri) {
    String text = uri.toString();
    return Path.of(URI.create(text.substring("jar:".length(), text.indexOf("!/"))));
  }

  private static Map<String, String> files(Path folder) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        String name = String.valueOf(entry.getFileName());
        if (name.endsWith(".sql") && Files.isRegularFile(entry)) {
          files.put(name, text(entry));
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("The folder of steps %s cannot be read".formatted(folder), e);
    }
  }

  private static String text(Path file) throws IOException {
    try {
      String text = Files.readString(file);
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("%s is no UTF-8 text".formatted(file), e);
    }
  }

  /// The steps of files by their names.
  ///
  /// @param where for the error
  static List<Step> steps(Map<String, String> files, String where) {
    List<StepFile> backwards = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    files.forEach((name, text) -> {
      StepFile file = StepFile.parse(name, text);
      if (file.role() == 'U') {
        backwards.add(file);
      } else {
        steps.add(file.step());
      }
    });
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("There are no steps in %s".formatted(where));
    }
    backwards.forEach(file -> attach(file, steps));
    return steps;
  }

  private static void attach(StepFile back, List<Step> steps) {
    Version version = Version.parse(back.version());
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.version().equals(version) && step.kind() == Step.Kind.INCREMENTAL) {
        if (step.hasDown()) {
          throw new IllegalArgumentException("The step %s has two ways back".formatted(step));
        }
        steps.set(i, step.down(back.up()));
        return;
      }
    }
    throw new IllegalArgumentException(
        "The way back U%s__%s.sql belongs to no step: there is none to version %s"
            .formatted(back.version(), back.description().replace(' ', '_'), version));
  }
}
