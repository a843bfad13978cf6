/// Trying again what met a database in use, around blocks and by choice.
///
/// The entry type is [dev.tektite.retry.Retry]. The package may use `dev.tektite.block`,
/// `dev.tektite.engine` (how exceptions pass) and `dev.tektite.sqlite`. Its invariant: a commit
/// whose outcome is unknown is never tried again.
@org.jspecify.annotations.NullMarked
package dev.tektite.retry;
