package dev.tektite.benchmarks.process;

import dev.tektite.benchmarks.contender.Reply;
import java.util.List;
import java.util.Objects;

/// Whether all contenders have found the same rows.
final class Checks {

  private Checks() {}

  /// Compares the sums that the contenders made over their results; a reply without one is left
  /// out.
  ///
  /// @throws BenchmarkFailure if they differ
  static void agree(String name, List<Reply> replies) {
    long different =
        replies.stream()
            .map(reply -> reply.extras().get("check"))
            .filter(Objects::nonNull)
            .distinct()
            .count();
    if (different > 1) {
      throw new BenchmarkFailure(name + ": the contenders found different rows: " + replies);
    }
  }
}
