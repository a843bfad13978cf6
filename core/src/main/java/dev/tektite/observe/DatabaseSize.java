package dev.tektite.observe;

/// How large a database is, with what lies in its log.
///
/// *Immutable.*
///
/// @param pageBytes the size of a page, in bytes
/// @param pages how many pages it has
/// @param freePages those of them that hold nothing: new data goes there first, a vacuum gives them
///   back to the file system
public record DatabaseSize(long pageBytes, long pages, long freePages) {
  /// All pages, in bytes: the length of the file as soon as the log has been copied into it.
  public long bytes() {
    return pageBytes * pages;
  }

  /// The pages that hold nothing, in bytes.
  public long freeBytes() {
    return pageBytes * freePages;
  }

  /// The share of the pages that hold nothing, from 0 to 1.
  public double freeShare() {
    return pages == 0 ? 0 : (double) freePages / pages;
  }
}
