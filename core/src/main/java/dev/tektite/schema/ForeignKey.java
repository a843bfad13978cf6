package dev.tektite.schema;

import java.util.List;

/// A foreign key.
///
/// Whether it is deferred, SQLite does not tell; the SQL of the table does.
///
/// *Immutable.*
///
/// @param columns the columns that refer, in order
/// @param table the table that they refer to, which need not be there
/// @param targets the columns that they refer to; empty if its primary key is meant
/// @param onDelete `NO ACTION`, `RESTRICT`, `SET NULL`, `SET DEFAULT` or `CASCADE`
/// @param onUpdate the same
public record ForeignKey(
    List<String> columns, String table, List<String> targets, String onDelete, String onUpdate) {}
