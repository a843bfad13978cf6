package dev.tektite.engine;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a block returned, with the tables that it read.
///
/// *Immutable.*
///
/// @param tables as [dev.tektite.observe.CommitEvent#tables()] names them
public record Noted<T extends @Nullable Object>(T result, Set<String> tables) {}
