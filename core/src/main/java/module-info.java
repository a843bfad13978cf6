/// SQLite for concurrent Java: one database file, many threads.
///
/// The entry type is [dev.tektite.Database].
@org.jspecify.annotations.NullMarked
module dev.tektite {
  requires static transitive org.jspecify;
  requires transitive dev.tektite.sqlite;
  requires HdrHistogram;

  exports dev.tektite;
  exports dev.tektite.bulk;
  exports dev.tektite.observe;
  exports dev.tektite.schema;
  exports dev.tektite.sql;
  exports dev.tektite.wal;
}
