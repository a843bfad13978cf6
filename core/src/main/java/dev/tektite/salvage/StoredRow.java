package dev.tektite.salvage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row as it was found on a page.
///
/// @param page where it was found
/// @param rowid `null` in trees without
/// @param fields as [dev.tektite.sqlite.Statement#bindAll(Object...)] takes them, in the order in
///   which they are stored
/// @param complete whether all fields could be read; those that could not be are null
record StoredRow(int page, @Nullable Long rowid, List<@Nullable Object> fields, boolean complete) {}
