package dev.tektite.sqlite;

/// An aggregate that counts, and calls back on the way.
final class FuzzAggregate implements WindowAggregate {
  private final Runnable callBack;
  private long rows;

  FuzzAggregate(Runnable callBack) {
    this.callBack = callBack;
  }

  @Override
  public void add(Values arguments) {
    callBack.run();
    rows++;
  }

  @Override
  public void remove(Values arguments) {
    callBack.run();
    rows--;
  }

  @Override
  public Object result() {
    callBack.run();
    return rows;
  }
}
