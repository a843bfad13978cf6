/// One class for each guarantee that core names.
@org.jspecify.annotations.NullMarked
package dev.tektite.tests.guarantees;
