package dev.tektite.benchmarks.contender;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/// Bytes that the heap pays for one point read beyond the values that the caller asked for.
public final class Allocation {

  private static final int READS = 20_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final byte[][] NAMES = encoded(Item::name);
  private static final byte[][] CATEGORIES = encoded(Item::category);

  /// The latest row, kept so that its allocation cannot be optimised away; written by one thread at
  /// a time.
  private static volatile Item kept = Stored.item(1);

  private Allocation() {}

  /// Repeats reads of the calling thread until the time is over, and measures the last of them.
  ///
  /// @return the extra numbers `bytes` (beyond the values) and `values` (a record with its
  ///   strings), each per read
  public static Reply of(Order order, PointRead read) throws Exception {
    long start = System.nanoTime();
    long operations = 0;
    long total;
    long check;
    long values;
    do {
      total = bytesOf(read);
      check = kept.sum();
      values = bytesOf(Allocation::valuesAlone);
      operations += READS;
    } while (System.nanoTime() - start < order.nanos());
    Map<String, Long> extras = Map.of("bytes", total - values, "values", values, "check", check);
    return new Reply(operations, System.nanoTime() - start, extras);
  }

  private static long bytesOf(PointRead read) throws Exception {
    Keys keys = new Keys(1);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < READS; i++) {
      kept = read.read(keys.next());
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / READS;
  }

  /// Allocates a record and its strings for the same id, and nothing else.
  public static Item valuesAlone(long id) {
    String name = new String(NAMES[(int) id - 1], StandardCharsets.ISO_8859_1);
    String category = new String(CATEGORIES[(int) id - 1], StandardCharsets.ISO_8859_1);
    return new Item(id, name, category, id, 1);
  }

  private static byte[][] encoded(Function<Item, String> text) {
    return Stored.items(Stored.ITEMS)
        .map(item -> text.apply(item).getBytes(StandardCharsets.ISO_8859_1))
        .toArray(byte[][]::new);
  }
}
