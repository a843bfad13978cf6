/// The tour: every sample of the documents, compiled and run.
///
/// The entry type is [dev.tektite.examples.TourTest]. It uses the public API only. Its invariant: a
/// region between `@start` and `@end` reads by itself, and what it claims is asserted around it.
@org.jspecify.annotations.NullMarked
package dev.tektite.examples;
