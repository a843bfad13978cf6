/// Input that cannot be right, in files, statements and values.
@org.jspecify.annotations.NullMarked
package dev.tektite.tests.input;
