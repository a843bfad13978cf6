package dev.tektite.salvage;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A page of a tree, which looks as it should at least in its header
/// ([fileformat2](https://www.sqlite.org/fileformat2.html), section 1.6).
///
/// *One thread at a time.*
final class TreePage {
  private static final int INDEX_INTERIOR = 2;
  private static final int TABLE_INTERIOR = 5;
  private static final int INDEX_LEAF = 10;
  private static final int TABLE_LEAF = 13;
  private static final int FILE_HEADER = 100;
  private static final int LEAF_HEADER = 8;
  private static final int INTERIOR_HEADER = 12;

  private final int number;
  private final ByteBuffer bytes;
  private final int usable;
  private final int start;
  private final int type;
  private final int cells;

  private TreePage(int number, ByteBuffer bytes, int usable, int start) {
    this.number = number;
    this.bytes = bytes;
    this.usable = usable;
    this.start = start;
    this.type = bytes.get(start);
    this.cells = bytes.getShort(start + 3) & 0xffff;
  }

  /// The page, or `null` if it is not one of a tree.
  static @Nullable TreePage of(int number, byte[] bytes, int usable) {
    var page = new TreePage(number, ByteBuffer.wrap(bytes), usable, number == 1 ? FILE_HEADER : 0);
    return page.isPlausible() ? page : null;
  }

  private boolean isPlausible() {
    boolean known =
        type == INDEX_INTERIOR
            || type == TABLE_INTERIOR
            || type == INDEX_LEAF
            || type == TABLE_LEAF;
    int content = bytes.getShort(start + 5) & 0xffff; // 0 stands for 65536
    boolean inside = content == 0 || content <= usable && content >= pointer(cells);
    return known && pointer(cells) <= usable && (inside || cells == 0);
  }

  private int pointer(int cell) {
    return start + (isLeaf() ? LEAF_HEADER : INTERIOR_HEADER) + 2 * cell;
  }

  int number() {
    return number;
  }

  ByteBuffer bytes() {
    return bytes;
  }

  int usable() {
    return usable;
  }

  boolean isLeaf() {
    return type == INDEX_LEAF || type == TABLE_LEAF;
  }

  /// Whether it belongs to a table with rowids.
  boolean isOfTable() {
    return type == TABLE_INTERIOR || type == TABLE_LEAF;
  }

  int cells() {
    return cells;
  }

  /// Where a cell begins, or 0 if that is outside of the page.
  int cell(int index) {
    int at = bytes.getShort(pointer(index)) & 0xffff;
    return at >= pointer(cells) && at < usable - 3 ? at : 0;
  }

  /// The pages below, which may be any numbers; of an interior page.
  int[] children() {
    int[] children = new int[cells + 1];
    for (int i = 0; i < cells; i++) {
      int at = cell(i);
      children[i] = at == 0 ? 0 : bytes.getInt(at);
    }
    children[cells] = bytes.getInt(start + LEAF_HEADER);
    return children;
  }
}
