package dev.tektite.sqlite;

import org.jspecify.annotations.Nullable;

/// A function of SQL that gives one value for its arguments.
///
/// It may use the connection that called it for other statements, unless it is
/// [deterministic][FunctionFlag#DETERMINISTIC].
///
/// *One thread at a time:* the one that uses the connection.
@FunctionalInterface
public interface ScalarFunction {
  /// Computes the value.
  ///
  /// @param arguments only valid during the call
  /// @return `null`, [Long], [Integer], [Short], [Byte], [Boolean] (1 or 0), [Double], [Float],
  ///   [String] or `byte[]`
  /// @throws Exception lets the statement fail and becomes the cause of its failure
  @Nullable Object call(Values arguments) throws Exception;
}
