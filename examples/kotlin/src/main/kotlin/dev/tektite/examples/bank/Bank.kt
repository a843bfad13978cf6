package dev.tektite.examples.bank

import dev.tektite.Database
import dev.tektite.sql.ReadTx
import dev.tektite.sql.Row
import dev.tektite.sql.WriteTx
import java.nio.file.Path
import java.util.concurrent.CompletableFuture

// @start region=kotlin-records
/** A Java record, so that rows can be read into it and named parameters taken from it. */
@JvmRecord
data class Account(val id: Long, val owner: String, val balance: Long)

/** Any other class is made by a lambda. */
data class Entry(val owner: String, val amount: Long, val note: String?)

// @end

/** What a bank does in its database. Safe for any number of threads. */
class Bank(file: Path) : AutoCloseable {
  private val db = Database.open(file)

  init {
    db.write { tx -> tx.executeScript(SCHEMA) }
  }

  // @start region=kotlin-blocks
  fun open(owner: String, balance: Long): Long = db.writeReturning { tx ->
    tx.insert("insert into account(owner, balance) values (?, ?)", owner, balance)
  }

  fun transfer(from: Long, to: Long, amount: Long, note: String? = null) = db.write { tx ->
    book(tx, from, -amount, note)
    book(tx, to, amount, note)
  }

  fun rich(least: Long): List<Account> = db.read { tx ->
    val sql = "select id, owner, balance from account where balance >= ? order by id"
    tx.query(sql, least).into(Account::class.java).list()
  }

  fun find(owner: String): Account? = db.read { tx ->
    tx.query("select * from account where owner = ?", owner).into(Account::class.java).first()
  }

  // @end

  fun entries(): List<Entry> = db.read { tx ->
    tx.query("select owner, amount, note from entry join account on id = account").map(::entry).list()
  }

  /** Books soon, together with what others submit. */
  // @start region=kotlin-submit
  fun bookSoon(account: Long, amount: Long): CompletableFuture<Long> = db.submit { tx ->
    book(tx, account, amount, null)
    total(tx)
  }

  // @end

  fun total(): Long = db.read(::total)

  /** Accounts as blocks see them by words of their own. */
  fun <T> accounts(block: (Accounts) -> T): T = db.with(::Accounts).writeReturning { block(it) }

  override fun close() = db.close()

  private companion object {
    const val SCHEMA =
      """
      create table if not exists account(
        id integer primary key, owner text not null unique, balance integer not null);
      create table if not exists entry(
        account integer not null references account, amount integer not null, note text);
      """

    fun total(tx: ReadTx): Long = tx.query("select sum(balance) from account").asLong().one()

    fun book(tx: WriteTx, account: Long, amount: Long, note: String?) {
      tx.execute("insert into entry values (?, ?, ?)", account, amount, note)
      tx.execute("update account set balance = balance + ? where id = ?", amount, account)
    }

    /** Text can be NULL, which Kotlin knows; here the schema says that the owner is not. */
    fun entry(row: Row) =
      Entry(checkNotNull(row.asText("owner")), row.asLong("amount"), row.asText("note"))
  }
}

/** Bound to one transaction, and made anew for each block. */
class Accounts(private val tx: WriteTx) {
  fun rename(account: Account, owner: String) {
    val renamed = account.copy(owner = owner)
    check(tx.execute("update account set owner = :owner where id = :id", renamed) == 1L)
  }

  fun owners(): List<String> =
    tx.query("select owner from account order by owner").into(String::class.java).list()
}
