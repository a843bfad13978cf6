package dev.tektite.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether a topic pattern means all that another one can mean.
///
/// The grant is read as an automaton whose states are the places between its segments, and a set of
/// them as the bits of a `long`. The request is played to it: its `*` as a segment that no literal
/// equals, which is the hardest case, and its `#` as none, one, two … of those, until no new set of
/// states comes up. The grant contains the request if it is in its last state at the end of each
/// play; the play in which the request was no segment at all does not count, since a name has one.
///
/// *One thread at a time.*
final class Containment {
  /// More than patterns that people write need by far; beyond it the answer is no, which is safe.
  private static final int MOST_PLAYS = 10_000;

  private final List<String> grant;
  private final Set<Play> seen = new HashSet<>();
  private final Deque<Play> open = new ArrayDeque<>();

  /// How far the request has been played, whether as a segment or more, and in which states the
  /// grant is then.
  private record Play(int place, boolean any, long states) {}

  Containment(List<String> grant) {
    this.grant = grant;
  }

  boolean of(List<String> request) {
    add(new Play(0, false, withSkipped(1)));
    while (!open.isEmpty()) {
      Play play = open.remove();
      if (play.states == 0 || seen.size() > MOST_PLAYS) {
        return false;
      }
      if (play.place < request.size()) {
        step(play, request.get(play.place));
      } else if (play.any && (play.states >>> grant.size() & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  private void step(Play play, String segment) {
    if (segment.equals(TopicPattern.ANY)) {
      add(new Play(play.place + 1, play.any, play.states));
      add(new Play(play.place, true, after(play.states, TopicPattern.ONE)));
    } else {
      add(new Play(play.place + 1, true, after(play.states, segment)));
    }
  }

  private void add(Play play) {
    if (seen.add(play)) {
      open.add(play);
    }
  }

  /// The states after one segment of a name.
  private long after(long states, String segment) {
    long next = 0;
    for (int place = 0; place < grant.size(); place++) {
      if ((states >>> place & 1) != 0) {
        String expected = grant.get(place);
        if (expected.equals(TopicPattern.ANY)) {
          next |= 1L << place;
        } else if (expected.equals(TopicPattern.ONE) || expected.equals(segment)) {
          next |= 1L << (place + 1);
        }
      }
    }
    return withSkipped(next);
  }

  /// Adds the states behind each `#`, which may take nothing.
  private long withSkipped(long states) {
    long all = states;
    for (int place = 0; place < grant.size(); place++) {
      if ((all >>> place & 1) != 0 && grant.get(place).equals(TopicPattern.ANY)) {
        all |= 1L << (place + 1);
      }
    }
    return all;
  }
}
