/// A greenhouse and its sensors: the history at work on a week of readings.
///
/// The entry type is [dev.tektite.examples.greenhouse.Main]. It uses core and the history. Its
/// invariant: the same week, and the same picture, at every run.
@org.jspecify.annotations.NullMarked
package dev.tektite.examples.greenhouse;
