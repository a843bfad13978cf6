package dev.tektite.examples.demo;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All named code points of Unicode, as the JDK knows them.
///
/// *Immutable.*
final class UnicodeData implements Source {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("name", true),
          new Column("block", false),
          new Column("script", false),
          new Column("category", false));

  // By the constants of Character, which leave out 17.
  private static final List<String> CATEGORIES =
      List.of(
          "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs", "Zl", "Zp",
          "Cc", "Cf", "", "Co", "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi",
          "Pf");

  @Override
  public String rowsAre() {
    return "named code points of Unicode";
  }

  @Override
  public String key() {
    return "code_point";
  }

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public <T> T rows(Function<? super Stream<Object[]>, ? extends T> use) {
    return use.apply(
        IntStream.rangeClosed(Character.MIN_CODE_POINT, Character.MAX_CODE_POINT)
            .filter(UnicodeData::isNamed)
            .mapToObj(UnicodeData::row));
  }

  /// Whether the standard names a code point: those for private use and surrogates have none, and
  /// the JDK makes one up.
  private static boolean isNamed(int code) {
    return switch (Character.getType(code)) {
      case Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE -> false;
      default -> true;
    };
  }

  private static Object[] row(int code) {
    return new Object[] {
      code,
      Character.getName(code),
      String.valueOf(UnicodeBlock.of(code)),
      UnicodeScript.of(code).name(),
      CATEGORIES.get(Character.getType(code))
    };
  }
}
