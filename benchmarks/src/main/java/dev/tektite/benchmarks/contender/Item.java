package dev.tektite.benchmarks.contender;

/// One row of the table `item`. *Immutable.*
///
/// @param id the primary key, from 1
/// @param name 13 to 18 characters of ASCII
/// @param category 10 or 11 characters of ASCII
/// @param price a real number
/// @param quantity 0 to 999
public record Item(long id, String name, String category, double price, int quantity) {

  /// A sum that needs all five values, the same in every contender.
  public long sum() {
    return sum(id, name, category, price, quantity);
  }

  /// The same sum without an `Item`: texts count with their length and their last character.
  public static long sum(long id, String name, String category, double price, int quantity) {
    return id + sum(name) + sum(category) + (long) price + quantity;
  }

  private static long sum(String text) {
    return (long) text.length() + text.charAt(text.length() - 1);
  }
}
