package dev.tektite.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The versions that a question found, fetched by one of four verbs. Each verb asks anew. A version
/// that cannot be decoded is left out and reported.
///
/// *One thread at a time:* the thread that runs the block, and only until the block ends.
public final class Versions<V> {
  private final Supplier<Iterator<Version<V>>> source;

  Versions(Supplier<Iterator<Version<V>>> source) {
    this.source = source;
  }

  /// The first, or `null` if there is none. The rest is not fetched.
  public @Nullable Version<V> first() {
    Iterator<Version<V>> versions = source.get();
    return versions.hasNext() ? versions.next() : null;
  }

  /// All of them, in an unmodifiable list.
  public List<Version<V>> list() {
    List<Version<V>> list = new ArrayList<>();
    forEach(list::add);
    return Collections.unmodifiableList(list);
  }

  /// Hands over one by one, without keeping them.
  ///
  /// @return how many there were
  public long forEach(Consumer<? super Version<V>> action) {
    Iterator<Version<V>> versions = source.get();
    long count = 0;
    while (versions.hasNext()) {
      action.accept(versions.next());
      count++;
    }
    return count;
  }

  /// Lends a lazy stream: `stream(all -> all.limit(5).toList())`. It stays on the thread of the
  /// block.
  ///
  /// @return what `use` returned
  public <T extends @Nullable Object> T stream(
      Function<? super Stream<Version<V>>, ? extends T> use) {
    Spliterator<Version<V>> rest =
        Spliterators.spliteratorUnknownSize(source.get(), Spliterator.ORDERED);
    try (Stream<Version<V>> stream = StreamSupport.stream(rest, false)) {
      return use.apply(stream);
    }
  }
}
