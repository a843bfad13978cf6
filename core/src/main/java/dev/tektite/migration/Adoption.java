package dev.tektite.migration;

import dev.tektite.schema.Identifier;
import dev.tektite.sql.ReadTx;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Tells the version of a database that was there before its history, so that the steps up to it
/// are recorded instead of run.
///
/// The version must be that of one of the steps. A whole number such as 3 is the version `3.0.0`; 0
/// is that of a new database.
///
/// *Immutable.*
public final class Adoption {
  private final Function<? super ReadTx, @Nullable String> question;

  private Adoption(Function<? super ReadTx, @Nullable String> question) {
    this.question = question;
  }

  /// Asks a function of your own.
  ///
  /// @param version gives the version as in [Version#parse(String)], or `null` if it cannot tell
  public static Adoption of(Function<? super ReadTx, @Nullable String> version) {
    return new Adoption(version);
  }

  /// Asks [pragma user_version](https://www.sqlite.org/pragma.html#pragma_user_version).
  public static Adoption userVersion() {
    return of(tx -> tx.query("pragma main.user_version").asText().one());
  }

  /// Asks a table with the columns `key` and `value`, such as `meta`.
  ///
  /// @param key of the row with the version, such as `schema_version`
  public static Adoption metaTable(String table, String key) {
    String sql = "select value from main.%s where key = ?".formatted(Identifier.quote(table));
    return of(tx -> Catalog.hasTable(tx, table) ? tx.query(sql, key).asText().first() : null);
  }

  /// Asks a table with a row for each version, for the newest of them: `goose_db_version` and its
  /// column `version_id`, `flyway_schema_history` and `version`, `schema_migrations` and `version`.
  public static Adoption versionTable(String table, String column) {
    String sql =
        "select %s from main.%s where %1$s is not null"
            .formatted(Identifier.quote(column), Identifier.quote(table));
    return of(tx ->
        !Catalog.hasTable(tx, table)
            ? null
            : tx.query(sql).map(row -> Version.parse(String.valueOf(row.asText(0)))).list().stream()
                .max(Comparator.naturalOrder())
                .map(Version::toString)
                .orElse(null));
  }

  /// Takes a database that has any table at all for one of a version.
  public static Adoption existingTables(String version) {
    return of(tx -> Catalog.ownTables(tx).isEmpty() ? null : version);
  }

  /// Asks another one if this one cannot tell.
  public Adoption or(Adoption other) {
    return of(tx -> {
      Version version = version(tx);
      return version != null ? version.toString() : other.question.apply(tx);
    });
  }

  /// The version, or `null` if it cannot tell.
  @Nullable Version version(ReadTx tx) {
    String text = question.apply(tx);
    Version version = text == null ? Version.NONE : Version.parse(text);
    return version.isAfter(Version.NONE) ? version : null;
  }
}
