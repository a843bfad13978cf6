/// The samples in the documents, which are regions of compiled and tested code.
///
/// The entry type is [dev.tektite.examples.samples.Samples]. It uses the JDK only, so that its main
/// method runs from source. Its invariant: a marked sample differs in no character from its region.
@org.jspecify.annotations.NullMarked
package dev.tektite.examples.samples;
