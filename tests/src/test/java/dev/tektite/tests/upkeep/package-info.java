/// Maintenance, health and status: what an operator sees and does.
@org.jspecify.annotations.NullMarked
package dev.tektite.tests.upkeep;
