package dev.tektite.schema;

import java.util.List;

/// What tells two schemas apart, as text for people: the same text for the same two schemas.
///
/// ```
/// ~ table account
///     + email text not null default 'unknown'
///     ~ balance real -> balance integer
/// + table invoice
///     id integer primary key
/// - index account_by_owner on account(owner)
/// ```
///
/// Compared is the SQL that created the parts, so that nothing is passed over: checks, collations
/// and defaults count as columns do. Blanks, comments, the case of words and quotes round names do
/// not count. Not compared are the tables that serve virtual ones.
///
/// *Immutable.*
///
/// @param lines without line ends; `+` is only in the newer, `-` only in the older, `~` in both
public record SchemaDifference(List<String> lines) {

  /// What tells a newer schema apart from an older one.
  public static SchemaDifference between(Schema older, Schema newer) {
    return new SchemaDifference(new SchemaComparison(older, newer).lines());
  }

  /// Whether the two are alike.
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /// The lines as one text; empty if the two are alike.
  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
