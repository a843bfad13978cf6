package dev.tektite.sqlite;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A failure of the database, named by what the caller can do about it.
///
/// The family is sealed: a `switch` over it is complete. Misuse of the library is not in it; that
/// is an [IllegalStateException] or an [IllegalArgumentException]. No member ever shows a bound
/// value.
///
/// *Immutable.*
public abstract sealed class DatabaseException extends RuntimeException
    permits DatabaseException.Constraint,
        DatabaseException.Busy,
        DatabaseException.Full,
        DatabaseException.Unreadable,
        DatabaseException.ReadOnly,
        DatabaseException.Cancelled,
        DatabaseException.Rejected,
        DatabaseException.Io,
        DatabaseException.Uncertain {

  private static final long serialVersionUID = 1L;

  private final int code;
  private final @Nullable String sql;
  private final int sqlOffset;

  DatabaseException(String message, Details details) {
    super(message);
    if (details.cause() != null) {
      super.initCause(details.cause()); // where there is none, one can still be given
    }
    this.code = details.code();
    this.sql = details.sql();
    this.sqlOffset = details.sqlOffset();
  }

  /// What every member of the family carries beside its message.
  ///
  /// @param code SQLite's extended result code
  /// @param sql the statement, with parameters and without their values
  /// @param sqlOffset the offset in characters where SQLite found the error, or -1
  /// @param cause what led to it
  record Details(int code, @Nullable String sql, int sqlOffset, @Nullable Throwable cause) {
    static Details of(int code, @Nullable String sql) {
      return new Details(code, sql, -1, null);
    }
  }

  /// SQLite's [extended result code](https://www.sqlite.org/rescode.html), such as 2067.
  public final int code() {
    return code;
  }

  /// SQLite's primary result code, such as 19.
  public final int primaryCode() {
    return code & 0xff;
  }

  /// The statement that failed, with its parameters and without their values, or `null` where none
  /// is known.
  public final @Nullable String sql() {
    return sql;
  }

  /// The offset in [#sql()], in characters, at which SQLite found the error, or -1.
  public final int sqlOffset() {
    return sqlOffset;
  }

  /// The member of the family for a result code of SQLite.
  ///
  /// @param code the extended result code
  /// @param message SQLite's own message
  /// @param sql the statement without bound values, or `null`
  /// @param sqlOffset the offset of the error in `sql`, in characters, or -1
  /// @return the exception, not thrown
  public static DatabaseException of(
      int code, String message, @Nullable String sql, int sqlOffset) {
    return of(code, message, sql, sqlOffset, null);
  }

  static DatabaseException of(
      int code, String message, @Nullable String sql, int sqlOffset, @Nullable Throwable cause) {
    Details details = new Details(code, sql, sqlOffset, cause);
    String text = ErrorText.compose(code, message, sql, sqlOffset);
    return switch (code & 0xff) {
      case 19 -> new Constraint(text, ConstraintKind.parse(code, message), details);
      case 5, 6 -> new Busy(text, details);
      case 13 -> new Full(text, details);
      case 11, 26 -> new Unreadable(text, details);
      case 8 -> new ReadOnly(text, details);
      case 4, 9 -> new Cancelled(text, details);
      case 7, 10, 14, 15, 22 -> new Io(text, details);
      default -> new Rejected(text, details);
    };
  }

  /// The same failure in other words, with this one as its cause.
  ///
  /// @return an exception of the same kind and code, not thrown
  public final DatabaseException retold(String message) {
    Details details = new Details(code, sql, sqlOffset, this);
    return switch (this) {
      case Constraint constraint -> new Constraint(message, constraint.parsed, details);
      case Busy _ -> new Busy(message, details);
      case Full _ -> new Full(message, details);
      case Unreadable _ -> new Unreadable(message, details);
      case ReadOnly _ -> new ReadOnly(message, details);
      case Cancelled _ -> new Cancelled(message, details);
      case Rejected _ -> new Rejected(message, details);
      case Io _ -> new Io(message, details);
      case Uncertain _ -> new Uncertain(message, this);
    };
  }

  /// The data breaks a rule of the schema: correct the data.
  public static final class Constraint extends DatabaseException {
    private static final long serialVersionUID = 1L;

    private final ConstraintKind.Parsed parsed;

    Constraint(String message, ConstraintKind.Parsed parsed, Details details) {
      super(message, details);
      this.parsed = parsed;
    }

    /// Which kind of rule was broken.
    public ConstraintKind kind() {
      return parsed.kind();
    }

    /// The table whose rule was broken, or `null` where SQLite does not say (a foreign key, say).
    public @Nullable String table() {
      return parsed.table();
    }

    /// The columns of the rule; empty where SQLite does not say.
    public List<String> columns() {
      return parsed.columns();
    }
  }

  /// Somebody else holds what was needed: try again.
  public static final class Busy extends DatabaseException {
    private static final long serialVersionUID = 1L;

    Busy(String message, Details details) {
      super(message, details);
    }

    /// A wait that ended without getting what it waited for.
    ///
    /// @param message how long it waited, for what, and who holds it
    public Busy(String message) {
      this(message, Details.of(5, null));
    }
  }

  /// The disk, or the database's page limit, is full: make room.
  public static final class Full extends DatabaseException {
    private static final long serialVersionUID = 1L;

    Full(String message, Details details) {
      super(message, details);
    }

    /// Work that was refused before it met the end of the disk.
    ///
    /// @param message what is nearly full, and how much room there must be
    public Full(String message) {
      this(message, Details.of(13, null));
    }
  }

  /// The file is damaged, is no database, or needs another key: restore it, or give the right key.
  public static final class Unreadable extends DatabaseException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message, Details details) {
      super(message, details);
    }
  }

  /// The file or the connection cannot be written.
  public static final class ReadOnly extends DatabaseException {
    private static final long serialVersionUID = 1L;

    ReadOnly(String message, Details details) {
      super(message, details);
    }
  }

  /// The work was stopped on request (interrupt, deadline, cancel) and undone.
  public static final class Cancelled extends DatabaseException {
    private static final long serialVersionUID = 1L;

    Cancelled(String message, Details details) {
      super(message, details);
    }

    /// Work that was stopped before or while it ran.
    ///
    /// @param message what was stopped, and by what
    /// @param cause what SQLite or the waiting reported, or `null`
    public Cancelled(String message, @Nullable Throwable cause) {
      super(message, new Details(9, null, -1, cause));
    }
  }

  /// SQLite refuses the statement as it stands: correct the SQL, the schema or the values.
  public static final class Rejected extends DatabaseException {
    private static final long serialVersionUID = 1L;

    Rejected(String message, Details details) {
      super(message, details);
    }
  }

  /// The system below failed: look at the disk, the permissions, the memory.
  public static final class Io extends DatabaseException {
    private static final long serialVersionUID = 1L;

    Io(String message, Details details) {
      super(message, details);
    }
  }

  /// A commit failed in a way that leaves open whether its changes are stored: look before you
  /// write them again.
  public static final class Uncertain extends DatabaseException {
    private static final long serialVersionUID = 1L;

    /// A commit of unknown outcome.
    ///
    /// @param message what is known and what is not
    /// @param cause the failure of the commit
    public Uncertain(String message, DatabaseException cause) {
      super(message, new Details(cause.code(), null, -1, cause));
    }
  }
}
