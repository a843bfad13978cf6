/// The C API of SQLite as Java objects, through the foreign function interface.
///
/// Complete enough to be used alone by those who want SQLite without an engine. The entry types are
/// [dev.tektite.sqlite.Connection] and [dev.tektite.sqlite.Statement].
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the test kit is built after this module
module dev.tektite.sqlite {
  requires static transitive org.jspecify;
  requires dev.tektite.natives;

  exports dev.tektite.sqlite;
  exports dev.tektite.sqlite.ffm to
      dev.tektite.testkit;
}
