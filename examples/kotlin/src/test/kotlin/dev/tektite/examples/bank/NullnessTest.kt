package dev.tektite.examples.bank

import dev.tektite.BlockOptions
import dev.tektite.Database
import dev.tektite.sql.Row
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import kotlin.reflect.KType
import kotlin.reflect.typeOf
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** Kotlin sees from the Java signatures what can be null: there are no platform types. */
class NullnessTest {
  /** The type that the compiler has inferred, which tells `String` from `String?` and `String!`. */
  private inline fun <reified T> inferred(@Suppress("unused") value: T): KType = typeOf<T>()

  @Test
  fun `what Java does not say would be told apart`() {
    val unsaid = inferred(System.lineSeparator())
    assertThat(unsaid).isNotIn(typeOf<String>(), typeOf<String?>())
  }

  @Test
  fun `values that can be NULL are nullable, others are not`() {
    Database.inMemory().use { db ->
      db.read { tx ->
        val query = tx.query("select 1, 'text', x'00'")
        assertThat(inferred(query.asLong().one())).isEqualTo(typeOf<Long>())
        assertThat(inferred(query.asLong().first())).isEqualTo(typeOf<Long?>())
        assertThat(inferred(query.asText().one())).isEqualTo(typeOf<String?>())
        val text = tx.query("select 'text'").into(String::class.java)
        assertThat(inferred(text.one())).isEqualTo(typeOf<String>())
        query.map { row -> nullnessOf(row) }.one()
      }
      assertThat(inferred(db.path())).isEqualTo(typeOf<Path>())
    }
    assertThat(inferred(BlockOptions.defaults().label())).isEqualTo(typeOf<String?>())
  }

  private fun nullnessOf(row: Row) {
    assertThat(inferred(row.asLong(0))).isEqualTo(typeOf<Long>())
    assertThat(inferred(row.asText(1))).isEqualTo(typeOf<String?>())
    assertThat(inferred(row.asBytes(2))).isEqualTo(typeOf<ByteArray?>())
    assertThat(inferred(row.name(0))).isEqualTo(typeOf<String>())
  }

  @Test
  fun `a block returns what its lambda returns, null or not`() {
    Database.inMemory().use { db ->
      assertThat(inferred(db.read { "text" })).isEqualTo(typeOf<String>())
      assertThat(inferred(db.writeReturning<String?> { null })).isEqualTo(typeOf<String?>())
      assertThat(inferred(db.submit { 1L })).isEqualTo(typeOf<CompletableFuture<Long>>())
    }
  }
}
