package dev.tektite.migration;

import com.github.zafarkhaja.semver.ParseException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The version of a schema, by the rules of [Semantic
/// Versioning](https://semver.org/spec/v2.0.0.html).
///
/// Versions that differ only in their build metadata are equal, since none of them comes first.
///
/// *Immutable.*
public final class Version implements Comparable<Version> {
  private static final Pattern FORM =
      Pattern.compile("v?(\\d+)(?:[._](\\d+))?(?:[._](\\d+))?((?:-[0-9A-Za-z.-]+)?(?:\\+.+)?)");

  /// What a database has that has had no step: `0.0.0`.
  public static final Version NONE = parse("0");

  private final com.github.zafarkhaja.semver.Version value;

  private Version(com.github.zafarkhaja.semver.Version value) {
    this.value = value;
  }

  /// Reads a version.
  ///
  /// @param text such as `1.2.0` or `1.2.0-rc.1`; missing parts are 0, so that `7` is `7.0.0`, and
  ///   leading zeros and underscores are taken as file names have them: `007`, `1_2`
  /// @throws IllegalArgumentException if it is none
  public static Version parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw unreadable(text, null);
    }
    try {
      String core =
          number(parts.group(1)) + "." + number(parts.group(2)) + "." + number(parts.group(3));
      return new Version(com.github.zafarkhaja.semver.Version.parse(core + parts.group(4)));
    } catch (ParseException | ArithmeticException | NumberFormatException e) {
      throw unreadable(text, e);
    }
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static IllegalArgumentException unreadable(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "%s is no version: expected up to three numbers, such as 1.2.0 or 1.2.0-rc.1"
            .formatted(text),
        cause);
  }

  @Override
  public int compareTo(Version other) {
    return value.compareToIgnoreBuildMetadata(other.value);
  }

  /// Whether this version comes after another one.
  public boolean isAfter(Version other) {
    return compareTo(other) > 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Version version && compareTo(version) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        value.majorVersion(),
        value.minorVersion(),
        value.patchVersion(),
        value.preReleaseVersion());
  }

  /// The version with all three numbers: `1.2.0`.
  @Override
  public String toString() {
    return value.toString();
  }
}
