/// The steps of a schema: what runs, what is refused, what is left after a fault.
@org.jspecify.annotations.NullMarked
package dev.tektite.tests.migration;
