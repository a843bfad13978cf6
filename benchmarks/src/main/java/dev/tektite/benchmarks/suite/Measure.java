package dev.tektite.benchmarks.suite;

import dev.tektite.benchmarks.contender.Reply;

/// What is taken from a contender's reply, and how it is written.
public enum Measure {
  /// Operations per second.
  RATE(true, "per second") {
    @Override
    public double of(Reply reply) {
      return reply.operations() * 1e9 / reply.nanos();
    }

    @Override
    public String format(double value) {
      return Units.rate(value);
    }
  },

  /// Nanoseconds per operation.
  TIME(false, "nanoseconds") {
    @Override
    public double of(Reply reply) {
      return (double) reply.nanos() / reply.operations();
    }

    @Override
    public String format(double value) {
      return Units.time(value);
    }
  },

  /// Nanoseconds that 99 of 100 operations did not exceed.
  P99(false, "nanoseconds") {
    @Override
    public double of(Reply reply) {
      return reply.extra("p99");
    }

    @Override
    public String format(double value) {
      return Units.micros(value);
    }
  },

  /// How many times as fast as what it is to be compared with in the same turn.
  SHARE(true, "times") {
    @Override
    public double of(Reply reply) {
      return reply.extra("share") / 1e6;
    }

    @Override
    public String format(double value) {
      return Units.ratio(value);
    }
  },

  /// Bytes per operation.
  BYTES(false, "bytes") {
    @Override
    public double of(Reply reply) {
      return reply.extra("bytes");
    }

    @Override
    public String format(double value) {
      return Math.round(value) + "B";
    }
  };

  private final boolean moreIsBetter;
  private final String unit;

  Measure(boolean moreIsBetter, String unit) {
    this.moreIsBetter = moreIsBetter;
    this.unit = unit;
  }

  /// The figure that a reply holds.
  public abstract double of(Reply reply);

  /// The figure with its unit, as the report shows it.
  public abstract String format(double value);

  /// What the bare figure counts.
  public String unit() {
    return unit;
  }

  /// How many times faster the first is than the second: 2.0 = twice as fast.
  public double ratio(double first, double second) {
    return moreIsBetter ? first / second : second / first;
  }
}
