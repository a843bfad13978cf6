package dev.tektite.sqlite;

import org.jspecify.annotations.Nullable;

/// What a table says about one of its columns
/// ([table_column_metadata](https://www.sqlite.org/c3ref/table_column_metadata.html)).
///
/// *Immutable.*
///
/// @param declaredType the type as it was written, or `null` if there was none
/// @param collation the name of the default collation
/// @param notNull whether it has a `NOT NULL` rule
/// @param primaryKey whether it is part of the primary key
/// @param autoincrement whether it is `AUTOINCREMENT`
public record ColumnInfo(
    @Nullable String declaredType,
    String collation,
    boolean notNull,
    boolean primaryKey,
    boolean autoincrement) {}
