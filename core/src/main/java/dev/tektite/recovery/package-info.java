/// What can be done about a file that is damaged, or whose content is to go.
///
/// The entry type is [dev.tektite.Recovery]. The package reads pages of the file format itself
/// ([fileformat2](https://www.sqlite.org/fileformat2.html)) and may use `dev.tektite.schema`,
/// `dev.tektite.sql` and `dev.tektite.sqlite`. Its invariant: a file that is looked at or repaired
/// is only read.
@org.jspecify.annotations.NullMarked
package dev.tektite.recovery;
