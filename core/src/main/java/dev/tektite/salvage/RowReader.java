package dev.tektite.salvage;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads rows out of cells, with the pages that they flow over to.
///
/// A cell is believed only if it is consistent in itself: the lengths in its header add up to its
/// length. So hardly any garbage passes for a row.
///
/// *One thread at a time.*
final class RowReader {
  private static final int LONGEST_VARINT = 9;

  private final PageFile file;
  private final Charset encoding;
  private final BitSet used;

  /// @param used the pages that have been accounted for, to which those are added that rows flow
  ///   over to
  RowReader(PageFile file, BitSet used) {
    this.file = file;
    this.encoding = file.encoding();
    this.used = used;
  }

  /// A number of one to nine bytes, and where the next thing begins.
  private record Varint(long value, int next) {}

  private static @Nullable Varint varint(ByteBuffer bytes, int start, int limit) {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT && start + i < limit; i++) {
      int next = bytes.get(start + i) & 0xff;
      if (i == LONGEST_VARINT - 1) {
        return new Varint(value << 8 | next, start + i + 1);
      }
      value = value << 7 | next & 0x7f;
      if (next < 0x80) {
        return new Varint(value, start + i + 1);
      }
    }
    return null;
  }

  /// The row in a cell, or `null` if there is none that can be believed.
  ///
  /// @param page a leaf, or an interior page of an index tree, whose cells are rows too
  @Nullable StoredRow row(TreePage page, int index) {
    int at = page.cell(index);
    if (at == 0) {
      return null;
    }
    int start = page.isLeaf() ? at : at + 4;
    Varint length = varint(page.bytes(), start, page.usable());
    if (length == null || length.value < 1 || length.value > (long) file.count() * page.usable()) {
      return null;
    }
    Long rowid = null;
    int body = length.next;
    if (page.isOfTable()) {
      Varint number = varint(page.bytes(), body, page.usable());
      if (number == null) {
        return null;
      }
      rowid = number.value;
      body = number.next;
    }
    return row(page, rowid, payload(page, body, (int) length.value), (int) length.value);
  }

  private @Nullable StoredRow row(
      TreePage page, @Nullable Long rowid, @Nullable ByteBuffer payload, int length) {
    int[] types = payload == null ? null : types(payload, length);
    if (payload == null || types == null) {
      return null;
    }
    List<@Nullable Object> fields = new ArrayList<>(types.length - 1);
    int at = types[0];
    boolean complete = true;
    for (int i = 1; i < types.length; i++) {
      int size = size(types[i]);
      boolean here = at + size <= payload.limit();
      fields.add(here ? value(payload, at, types[i], size) : null);
      complete &= here;
      at += size;
    }
    return new StoredRow(page.number(), rowid, fields, complete);
  }

  // ---- the bytes of a row ----

  /// The bytes of a row, or as many of its first ones as can be found.
  private @Nullable ByteBuffer payload(TreePage page, int start, int length) {
    int local = local(page, length);
    if (start + local > page.usable()) {
      return null;
    }
    if (local == length) {
      return page.bytes().slice(start, length);
    }
    if (start + local + 4 > page.usable()) {
      return null;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    all.put(page.bytes().slice(start, local));
    follow(page.bytes().getInt(start + local), all);
    return all.flip();
  }

  /// How much of a row stays on its page, after section 1.6 of the file format.
  private static int local(TreePage page, int length) {
    int usable = page.usable();
    int most = page.isOfTable() ? usable - 35 : (usable - 12) * 64 / 255 - 23;
    if (length <= most) {
      return length;
    }
    int least = (usable - 12) * 32 / 255 - 23;
    int fitting = least + (length - least) % (usable - 4);
    return fitting <= most ? fitting : least;
  }

  private void follow(int first, ByteBuffer all) {
    BitSet chain = new BitSet();
    int number = first;
    while (all.hasRemaining()
        && number > 1
        && number <= file.count()
        && !used.get(number)
        && !chain.get(number)) {
      chain.set(number);
      ByteBuffer page = ByteBuffer.wrap(file.page(number));
      number = page.getInt(0);
      if (number < 0 || number > file.count()) {
        break; // the page is not what it was: its bytes are not the row's
      }
      all.put(page.slice(4, Math.min(all.remaining(), file.usable() - 4)));
    }
    if (!all.hasRemaining()) {
      used.or(chain);
    }
  }

  // ---- fields ----

  /// The length of the header and the types of the fields, or `null` if they do not add up.
  private static int @Nullable [] types(ByteBuffer payload, int length) {
    Varint header = varint(payload, 0, payload.limit());
    if (header == null || header.value > payload.limit() || header.value < header.next) {
      return null;
    }
    List<Integer> types = new ArrayList<>();
    types.add((int) header.value);
    long sum = header.value;
    int at = header.next;
    while (at < header.value) {
      Varint type = varint(payload, at, (int) header.value);
      if (type == null
          || type.value < 0
          || type.value > Integer.MAX_VALUE
          || type.value == 10
          || type.value == 11) {
        return null;
      }
      types.add((int) type.value);
      sum += size((int) type.value);
      at = type.next;
    }
    return sum == length ? types.stream().mapToInt(Integer::intValue).toArray() : null;
  }

  private static int size(int type) {
    return switch (type) {
      case 0, 8, 9 -> 0;
      case 1, 2, 3, 4 -> type;
      case 5 -> 6;
      case 6, 7 -> 8;
      default -> (type - 12) / 2;
    };
  }

  private @Nullable Object value(ByteBuffer payload, int at, int type, int size) {
    return switch (type) {
      case 0 -> null;
      case 7 -> real(payload.getDouble(at));
      case 8 -> 0L;
      case 9 -> 1L;
      case 1, 2, 3, 4, 5, 6 -> integer(payload, at, size);
      default -> {
        byte[] bytes = new byte[size];
        payload.get(at, bytes);
        yield type % 2 == 0 ? bytes : text(bytes);
      }
    };
  }

  /// SQLite takes what is not a number for NULL.
  private static @Nullable Double real(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /// The text, or its bytes where they are none.
  private Object text(byte[] bytes) {
    try {
      return encoding.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return bytes;
    }
  }

  private static long integer(ByteBuffer payload, int at, int size) {
    long value = payload.get(at);
    for (int i = 1; i < size; i++) {
      value = value << 8 | payload.get(at + i) & 0xff;
    }
    return value;
  }
}
