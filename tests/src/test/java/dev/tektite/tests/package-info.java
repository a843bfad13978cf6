/// What the tests of core share: blocks that stand in line for one group, and small tables.
@org.jspecify.annotations.NullMarked
package dev.tektite.tests;
