/// How the figures are told: as text and as JSON.
///
/// Entry types: [dev.tektite.benchmarks.report.TextReport] and
/// [dev.tektite.benchmarks.report.JsonReport]. Nothing here measures.
@NullMarked
package dev.tektite.benchmarks.report;

import org.jspecify.annotations.NullMarked;
