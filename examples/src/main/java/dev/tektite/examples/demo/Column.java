package dev.tektite.examples.demo;

/// A column of the demo's table.
///
/// *Immutable.*
///
/// @param name as it is in the source
/// @param isSearched whether its words go into the index
record Column(String name, boolean isSearched) {}
