/// Submitted blocks: room in the queue, what their producers are told, and closing.
///
/// They use the public API alone.
@org.jspecify.annotations.NullMarked
package dev.tektite.tests.submit;
