package dev.tektite.testkit.process;

/// A child that does what it is told: counts up to a number, counts for ever, or fails.
final class CountingChild {
  private CountingChild() {}

  public static void main(String... arguments) {
    ParentJvm parent = ParentJvm.connect();
    System.out.println("printed, not sent");
    while (true) {
      String order = parent.meet();
      switch (order) {
        case "fail" -> throw new IllegalStateException("told to fail");
        case "for ever" -> count(parent, Long.MAX_VALUE);
        default -> count(parent, Long.parseLong(order));
      }
    }
  }

  private static void count(ParentJvm parent, long limit) {
    for (long i = 1; i <= limit; i++) {
      parent.send(Long.toString(i));
    }
  }
}
