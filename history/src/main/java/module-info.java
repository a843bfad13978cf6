/// The long-term memory of values: every version of every record, and queries into the past.
///
/// The entry type is [dev.tektite.history.History]. Jackson and zstd are needed only by those who
/// use them.
@org.jspecify.annotations.NullMarked
module dev.tektite.history {
  requires static transitive org.jspecify;
  requires transitive dev.tektite;
  requires static transitive tools.jackson.databind;
  requires static com.github.luben.zstd_jni;

  exports dev.tektite.history;
}
