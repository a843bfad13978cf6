package dev.tektite.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/// Runs the tests marked with [EveryDatabase].
///
/// *Immutable.*
public final class EveryDatabaseExtension implements TestTemplateInvocationContextProvider {
  /// Made by JUnit.
  public EveryDatabaseExtension() {}

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return context.getRequiredTestMethod().isAnnotationPresent(EveryDatabase.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    DatabaseMode[] named =
        context.getRequiredTestMethod().getAnnotation(EveryDatabase.class).value();
    return Arrays.stream(named.length == 0 ? DatabaseMode.values() : named).map(Run::new);
  }

  /// One run of a test.
  private record Run(DatabaseMode mode) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int invocationIndex) {
      return mode.toString();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new DatabaseExtension(mode, true));
    }
  }
}
