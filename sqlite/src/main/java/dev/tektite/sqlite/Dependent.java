package dev.tektite.sqlite;

/// Something that lives on a connection and must be closed before it: a blob, a backup, a session.
///
/// *Immutable.*
///
/// @param what the thing
/// @param requireCloseable throws if the calling thread cannot close it
/// @param close closes it
record Dependent(Object what, Runnable requireCloseable, Runnable close) {}
