package dev.tektite.upkeep;

import dev.tektite.block.BlockConnection;
import dev.tektite.engine.Engine;
import dev.tektite.maintenance.AutoVacuum;
import dev.tektite.observe.DatabaseSize;
import dev.tektite.sqlite.Statement;

/// What a plan goes by.
///
/// @param size how large the database is
/// @param autoVacuum what becomes of free pages
/// @param foreignKeys whether any table refers to another
record Facts(DatabaseSize size, AutoVacuum autoVacuum, boolean foreignKeys) {
  private static final String HAS_FOREIGN_KEYS =
      "select exists (select 1 from main.sqlite_schema as t, pragma_foreign_key_list(t.name)"
          + " where t.type = 'table')";

  static Facts of(BlockConnection link) {
    try (Statement ask = link.own(HAS_FOREIGN_KEYS)) {
      ask.step();
      return new Facts(Engine.sizeOf(link), Vacuum.mode(link), ask.columnLong(0) != 0);
    }
  }
}
