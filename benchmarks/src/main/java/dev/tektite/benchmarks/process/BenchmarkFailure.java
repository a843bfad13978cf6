package dev.tektite.benchmarks.process;

import java.io.Serial;

/// Something that ends the run; its message is for the user.
public final class BenchmarkFailure extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  public BenchmarkFailure(String message) {
    super(message);
  }

  public BenchmarkFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
