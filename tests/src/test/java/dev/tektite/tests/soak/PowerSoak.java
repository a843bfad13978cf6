package dev.tektite.tests.soak;

import dev.tektite.tests.power.PowerCuts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Cuts the power after every write of one load of 500 groups, or after some of each of many loads.
final class PowerSoak implements Soak {
  private static final int GROUPS = 500;
  private static final int STEPS_BETWEEN_CUTS = 23;

  @Override
  public String name() {
    return "power";
  }

  @Override
  public String purpose() {
    return "a power cut after every write of 500 groups; in N seconds, after some of many such loads";
  }

  @Override
  public String run(Run run) throws IOException, InterruptedException {
    if (!run.isTimed()) {
      return new PowerCuts(run.folder(), run.seed()).run(GROUPS, 1, run::progress).toString();
    }
    long loads = 0;
    long images = 0;
    while (loads == 0 || run.hasTime()) {
      Path folder = Files.createDirectory(run.folder().resolve("load-" + loads));
      images +=
          new PowerCuts(folder, run.seed() + 1_000 * loads)
              .run(GROUPS, STEPS_BETWEEN_CUTS, run::progress)
              .images();
      loads++;
    }
    return "%d loads of %d groups, %d power cuts looked at".formatted(loads, GROUPS, images);
  }
}
