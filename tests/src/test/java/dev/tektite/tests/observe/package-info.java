/// What operators are told: the log, the flight recorder, and what it costs when nobody looks.
@org.jspecify.annotations.NullMarked
package dev.tektite.tests.observe;
