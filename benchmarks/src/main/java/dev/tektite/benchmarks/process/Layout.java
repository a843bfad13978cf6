package dev.tektite.benchmarks.process;

import java.net.URISyntaxException;
import java.nio.file.Path;

/// Where things are in the checkout. *Immutable.*
///
/// @param module this module's folder
public record Layout(Path module) {

  /// The layout of the checkout that this class was compiled in.
  public static Layout find() {
    try {
      Path classes =
          Path.of(Layout.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new Layout(classes.resolve("../..").normalize());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of the compiled classes is no path", e);
    }
  }

  public Path target() {
    return module.resolve("target");
  }

  Path cSources() {
    return module.resolve("src/main/c");
  }

  Path nativeBuild() {
    return module.resolveSibling("native").resolve("build");
  }
}
