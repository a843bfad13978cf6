package dev.tektite.salvage;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The trees of a damaged file: walks them from their roots as far as they hold together, and then
/// goes through the pages that nobody has led to.
///
/// *One thread at a time.*
final class Trees {
  private final PageFile file;
  private final RowReader rows;
  private final BitSet used = new BitSet();
  private final IntConsumer progress;

  /// @param progress told each page that has been read; may throw
  Trees(PageFile file, IntConsumer progress) {
    this.file = file;
    this.rows = new RowReader(file, used);
    this.progress = progress;
    setAsideFreePages();
    setAsidePointerMaps();
  }

  /// What could not be read of a tree.
  ///
  /// @param pages pages that belong to it and are no pages of a tree any more
  /// @param cells cells whose content cannot be believed
  record Losses(long pages, long cells) {}

  /// Hands on all rows of a tree that can be read.
  Losses walk(int root, Consumer<StoredRow> sink) {
    Deque<Integer> ahead = new ArrayDeque<>();
    ahead.push(root);
    long lostPages = 0;
    long lostCells = 0;
    @Nullable Boolean ofTable = null;
    while (!ahead.isEmpty()) {
      int number = ahead.pop();
      TreePage page = unused(number) ? page(number) : null;
      if (page == null || ofTable != null && ofTable != page.isOfTable()) {
        lostPages++;
        continue;
      }
      ofTable = page.isOfTable();
      used.set(number);
      if (!page.isLeaf()) {
        pushAll(page.children(), ahead);
      }
      if (page.isLeaf() || !page.isOfTable()) {
        lostCells += hand(page, sink);
      }
    }
    return new Losses(lostPages, lostCells);
  }

  private static void pushAll(int[] children, Deque<Integer> ahead) {
    for (int i = children.length - 1; i >= 0; i--) {
      ahead.push(children[i]); // so that the first is on top
    }
  }

  /// Hands on all rows of all pages that no tree has led to.
  void rest(Consumer<StoredRow> sink) {
    for (int number = 2; number <= file.count(); number++) {
      TreePage page = unused(number) ? page(number) : null;
      if (page != null && (page.isLeaf() || !page.isOfTable())) {
        used.set(number);
        hand(page, sink);
      }
    }
  }

  private boolean unused(int number) {
    return number > 0 && number <= file.count() && !used.get(number);
  }

  private @Nullable TreePage page(int number) {
    progress.accept(number);
    return TreePage.of(number, file.page(number), file.usable());
  }

  /// @return how many cells could not be read
  private long hand(TreePage page, Consumer<StoredRow> sink) {
    long lost = 0;
    for (int i = 0; i < page.cells(); i++) {
      StoredRow row = rows.row(page, i);
      if (row == null) {
        lost++;
      } else {
        sink.accept(row);
      }
    }
    return lost;
  }

  /// What has been deleted is not to come back, as far as the list of free pages can be read.
  private void setAsideFreePages() {
    int trunk = file.firstFreePage();
    while (unused(trunk)) {
      used.set(trunk);
      ByteBuffer page = ByteBuffer.wrap(file.page(trunk));
      int leaves = page.getInt(4);
      if (leaves < 0 || leaves > file.usable() / 4 - 2) {
        return;
      }
      for (int i = 0; i < leaves; i++) {
        int leaf = page.getInt(8 + 4 * i);
        if (unused(leaf)) {
          used.set(leaf);
        }
      }
      trunk = page.getInt(0);
    }
  }

  private void setAsidePointerMaps() {
    if (file.hasPointerMaps()) {
      int step = file.usable() / 5 + 1;
      for (long number = 2; number <= file.count(); number += step) {
        used.set((int) number);
      }
    }
  }
}
