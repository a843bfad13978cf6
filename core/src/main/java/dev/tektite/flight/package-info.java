/// What is told to the flight recorder of the JVM, where there is one.
///
/// The entry type is [dev.tektite.flight.Flight]. The package may use `observe` and
/// `dev.tektite.sqlite`. Its invariant: without the module `jdk.jfr` none of its classes but
/// [dev.tektite.flight.Flight] is ever loaded.
@org.jspecify.annotations.NullMarked
package dev.tektite.flight;
