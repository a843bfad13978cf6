/// Tables from and to CSV and NDJSON.
///
/// The entry types are [dev.tektite.transfer.TableImport] and [dev.tektite.transfer.TableExport].
@org.jspecify.annotations.NullMarked
module dev.tektite.transfer {
  requires static transitive org.jspecify;
  requires transitive dev.tektite;
  requires de.siegmar.fastcsv;
  requires tools.jackson.core;

  exports dev.tektite.transfer;
}
