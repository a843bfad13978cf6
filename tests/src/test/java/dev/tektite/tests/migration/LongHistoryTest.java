package dev.tektite.tests.migration;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Durability;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.TestDatabases;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A history of 44 steps, from each of its versions to the newest.
@ExtendWith(DatabaseExtension.class)
class LongHistoryTest {
  private static final DatabaseOptions QUICK =
      DatabaseOptions.defaults().durability(Durability.OFF).migrations(Vault.SCHEMA);

  @Test
  void everyVersionReachesTheNewestWithItsRows(TestDatabases databases) {
    assertThat(Vault.versions()).hasSizeGreaterThanOrEqualTo(40);
    for (String version : Vault.versions()) {
      int from = Integer.parseInt(version.substring(0, version.indexOf('.')));
      Path file = databases.folder().resolve("from-" + from + ".db");
      Vault.make(file, version, QUICK);
      try (Database db = databases.open(file, QUICK)) {
        assertThat(db).isHealthy();
        assertThat(db.<List<String>>read(Vault.SCHEMA::validate)).isEmpty();
        requireRows(db, from);
      }
    }
  }

  private static void requireRows(Database db, int from) {
    assertThat(db)
        .table("users")
        .texts("email")
        .containsExactly("ada@example.org", "ben@example.org");
    assertThat(db).table("devices").texts("name").containsExactly("phone");
    assertThat(db).table("attachments").longs("file_size").containsExactly(0L, 100L);
    assertThat(db).table("folders_ciphers").texts("folder_uuid").containsExactly("f1");
    assertThat(db).table("favorites").texts("cipher_uuid").containsExactly("c1");
    assertThat(db).table("users_organizations").hasRows(from >= 4 ? 1 : 0);
    assertThat(db).table("users_collections").hasRows(from >= 4 ? 1 : 0);
    assertThat(db).table("org_policies").hasRows(from >= 4 ? 1 : 0);
    assertThat(db).table("twofactor").hasRows(from >= 9 ? 1 : 0);
    assertThat(db).table("sends").hasRows(from >= 24 ? 1 : 0);
    assertThat(db).table("groups_users").hasRows(from >= 34 ? 1 : 0);
    assertThat(db).table("event").hasRows(from >= 34 ? 1 : 0);
    assertThat(db).table("ciphers").longs("revisions").endsWith(from >= 15 ? 1L : 0L);
  }

  @Test
  void theNewestIsTheSameWhicheverWayItWasReached(TestDatabases databases) {
    Path slow = databases.folder().resolve("slow.db");
    for (String version : Vault.versions()) {
      Database.open(slow, QUICK.migrations(Vault.SCHEMA.upTo(version))).close();
    }
    List<String> atOnce;
    try (Database db = databases.open(QUICK)) {
      atOnce = db.read(Vault::contents);
    }
    try (Database db = databases.open(slow, QUICK)) {
      assertThat(db.<List<String>>read(Vault::contents)).isEqualTo(atOnce);
    }
  }
}
