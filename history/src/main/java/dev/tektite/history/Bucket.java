package dev.tektite.history;

import java.time.Instant;

/// The versions of one record within one stretch of time, in six numbers.
///
/// *Immutable.*
///
/// @param name the record's name
/// @param start when the stretch begins; a version at this moment is in it, one at its end is not
/// @param count how many versions there are, 1 or more
/// @param first the number of the earliest version
/// @param last the number of the latest version
/// @param min the smallest number
/// @param max the largest number
/// @param avg the mean of the numbers
public record Bucket(
    String name,
    Instant start,
    long count,
    double first,
    double last,
    double min,
    double max,
    double avg) {}
