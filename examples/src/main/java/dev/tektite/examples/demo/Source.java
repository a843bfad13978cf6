package dev.tektite.examples.demo;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Where the demo's rows come from.
///
/// *One thread at a time.*
interface Source {
  /// What a row is, in the plural, for the report.
  String rowsAre();

  /// The name of the whole-numbered key, which is no column of its own.
  String key();

  /// The columns, in the order of a row's values, without the key.
  List<Column> columns();

  /// Lends the rows: the key first, then a value for each column. Each call begins anew.
  ///
  /// @return what `use` returned
  /// @throws DemoFailure if the source is malformed, naming the place
  <T> T rows(Function<? super Stream<Object[]>, ? extends T> use);
}
