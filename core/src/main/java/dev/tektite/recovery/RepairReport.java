package dev.tektite.recovery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What a repair has saved, and what not.
///
/// *Immutable.*
///
/// @param from the damaged file, which is as it was
/// @param to the new file
/// @param wasSound whether nothing was wrong: the new file is a plain copy then
/// @param tables table by table, those of virtual tables included
/// @param lostAndFound rows that could not be told to which table they belong, or that their table
///   refused; they are in the table that [#lostAndFoundTable()] names
/// @param lostAndFoundTable where those are, or the empty text if there are none
/// @param problems what is missing or remains wrong, in sentences
/// @param duration how long it took
public record RepairReport(
    Path from,
    Path to,
    boolean wasSound,
    List<TableRepair> tables,
    long lostAndFound,
    String lostAndFoundTable,
    List<String> problems,
    Duration duration) {

  /// The rows that are in their tables again.
  public long saved() {
    return tables.stream().mapToLong(TableRepair::saved).sum();
  }

  /// Whether all that the file led to could be read.
  public boolean isComplete() {
    return problems.isEmpty()
        && lostAndFound == 0
        && tables.stream().allMatch(TableRepair::isWhole);
  }
}
