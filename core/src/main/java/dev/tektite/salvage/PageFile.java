package dev.tektite.salvage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// A database file as pages, whatever state they are in.
///
/// *One thread at a time.*
final class PageFile implements AutoCloseable {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = 100;
  private static final int SMALLEST_PAGE = 512;
  private static final int LARGEST_PAGE = 65_536;
  private static final int USUAL_PAGE = 4096;
  private static final int PAGES_TRIED = 200;
  private static final double MUCH_THE_SAME = 0.75;
  private static final int LEAST_USABLE = 480;

  private final RandomAccessFile file;
  private final byte[] header = new byte[HEADER_BYTES];
  private final int pageSize;
  private final int usable;
  private final int count;

  private PageFile(RandomAccessFile file) throws IOException {
    this.file = file;
    long size = file.length();
    read(header, 0);
    this.pageSize = pageSize(size);
    int reserved = hasMagic() ? header[20] & 0xff : 0;
    this.usable = pageSize - reserved >= LEAST_USABLE ? pageSize - reserved : pageSize;
    this.count = (int) Math.min(Integer.MAX_VALUE, (size + pageSize - 1) / pageSize);
  }

  /// Opens a file that no connection of this process has open.
  static PageFile open(Path path) {
    try {
      var file = new RandomAccessFile(path.toFile(), "r"); // an interrupt would close a channel
      try {
        return new PageFile(file);
      } catch (Throwable e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The file %s cannot be read".formatted(path), e);
    }
  }

  private boolean hasMagic() {
    return Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  private int pageSize(long fileSize) throws IOException {
    int stored = (header[16] & 0xff) << 8 | header[17] & 0xff;
    int size = stored == 1 ? LARGEST_PAGE : stored;
    return hasMagic() && isPageSize(size) ? size : likeliestPageSize(fileSize);
  }

  private static boolean isPageSize(int size) {
    return size >= SMALLEST_PAGE && size <= LARGEST_PAGE && Integer.bitCount(size) == 1;
  }

  /// The smallest size for which about as many of the first pages look like pages of a tree as for
  /// any: with twice the size, every second page is looked at, and they look the same.
  private int likeliestPageSize(long fileSize) throws IOException {
    Map<Integer, Double> shares = new TreeMap<>();
    for (int size = SMALLEST_PAGE; size <= LARGEST_PAGE; size *= 2) {
      shares.put(size, shareOfTrees(size, (int) Math.min(PAGES_TRIED, fileSize / size)));
    }
    double most = Collections.max(shares.values());
    return most == 0
        ? USUAL_PAGE
        : shares.entrySet().stream()
            .filter(each -> each.getValue() >= MUCH_THE_SAME * most)
            .findFirst()
            .map(Map.Entry::getKey)
            .orElse(USUAL_PAGE);
  }

  private double shareOfTrees(int size, int pages) throws IOException {
    byte[] page = new byte[size];
    int trees = 0;
    for (int i = 1; i < pages; i++) {
      read(page, (long) i * size);
      trees += TreePage.of(i + 1, page, size) == null ? 0 : 1;
    }
    return pages < 2 ? 0 : (double) trees / (pages - 1);
  }

  private void read(byte[] target, long position) throws IOException {
    file.seek(position);
    int filled = 0;
    while (filled < target.length) {
      int got = file.read(target, filled, target.length - filled);
      if (got < 0) {
        return; // what is missing stays zero
      }
      filled += got;
    }
  }

  /// How many pages there are, a last one that is cut short included.
  int count() {
    return count;
  }

  int pageSize() {
    return pageSize;
  }

  /// The bytes of a page that SQLite uses.
  int usable() {
    return usable;
  }

  /// A fresh copy of a page.
  ///
  /// @param number from 1
  byte[] page(int number) {
    byte[] page = new byte[pageSize];
    try {
      read(page, (long) (number - 1) * pageSize);
    } catch (IOException e) {
      throw new UncheckedIOException("Page %d cannot be read".formatted(number), e);
    }
    return page;
  }

  /// How texts are stored.
  Charset encoding() {
    return switch (hasMagic() ? number(56) : 1) {
      case 2 -> StandardCharsets.UTF_16LE;
      case 3 -> StandardCharsets.UTF_16BE;
      default -> StandardCharsets.UTF_8;
    };
  }

  int userVersion() {
    return hasMagic() ? number(60) : 0;
  }

  int applicationId() {
    return hasMagic() ? number(68) : 0;
  }

  /// The first page of the list of free pages, or 0.
  int firstFreePage() {
    return hasMagic() ? number(32) : 0;
  }

  /// Whether the file has pages that map others, for `auto_vacuum`.
  boolean hasPointerMaps() {
    return hasMagic() && number(52) != 0;
  }

  private int number(int offset) {
    return ByteBuffer.wrap(header).getInt(offset);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
