package dev.tektite.examples.bank

import dev.tektite.sqlite.DatabaseException
import java.nio.file.Path
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class BankTest {
  @TempDir lateinit var folder: Path

  private lateinit var bank: Bank
  private var ada = 0L
  private var ben = 0L

  @BeforeEach
  fun open() {
    bank = Bank(folder.resolve("bank.db"))
    ada = bank.open("Ada", 100)
    ben = bank.open("Ben", 0)
  }

  @AfterEach
  fun close() = bank.close()

  @Test
  fun `rows become Java records`() {
    bank.transfer(ada, ben, 40)
    assertThat(bank.rich(50)).containsExactly(Account(ada, "Ada", 60))
    assertThat(bank.find("Ben")?.balance).isEqualTo(40)
    assertThat(bank.find("Eve")).isNull()
  }

  @Test
  fun `rows become data classes by a lambda`() {
    bank.transfer(ada, ben, 40, "rent")
    bank.transfer(ben, ada, 1)
    assertThat(bank.entries())
      .containsExactlyInAnyOrder(
        Entry("Ada", -40, "rent"),
        Entry("Ben", 40, "rent"),
        Entry("Ben", -1, null),
        Entry("Ada", 1, null),
      )
  }

  @Test
  fun `a block that throws is undone`() {
    assertThatExceptionOfType(DatabaseException.Constraint::class.java)
      .isThrownBy { bank.transfer(ada, 77, 40) }
    assertThat(bank.find("Ada")?.balance).isEqualTo(100)
  }

  @Test
  fun `submitted blocks complete a future`() {
    assertThat(bank.bookSoon(ben, 5).join()).isEqualTo(105)
    assertThat(bank.total()).isEqualTo(105)
  }

  @Test
  fun `accessors give blocks words of their own`() {
    val account = checkNotNull(bank.find("Ben"))
    val owners =
      bank.accounts { accounts ->
        accounts.rename(account, "Zoe")
        accounts.owners()
      }
    assertThat(owners).containsExactly("Ada", "Zoe")
  }
}
