/// SQLite for concurrent Java: one database file, many threads.
///
/// The entry type is [dev.tektite.Database].
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-automatic") // libraries that have a name, but no descriptor
module dev.tektite {
  requires static transitive org.jspecify;
  requires transitive dev.tektite.sqlite;
  requires static jdk.jfr;
  requires HdrHistogram;
  requires com.github.zafarkhaja.semver;

  exports dev.tektite;
  exports dev.tektite.bulk;
  exports dev.tektite.migration;
  exports dev.tektite.backup;
  exports dev.tektite.maintenance;
  exports dev.tektite.observe;
  exports dev.tektite.recovery;
  exports dev.tektite.retry;
  exports dev.tektite.schema;
  exports dev.tektite.sql;
  exports dev.tektite.wal;
}
