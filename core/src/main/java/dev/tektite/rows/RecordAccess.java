package dev.tektite.rows;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/// Reaches the constructor and the accessors of records, private ones included.
final class RecordAccess {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private RecordAccess() {}

  /// The canonical constructor, from primitives and `Object`s to `Object`.
  ///
  /// @throws IllegalArgumentException if the module of the record keeps it from us
  static MethodHandle constructor(Class<?> type) {
    Class<?>[] components =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(components);
      open(constructor, type);
      MethodHandle handle = LOOKUP.unreflectConstructor(constructor);
      return handle.asType(handle.type().erase());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("%s has lost its constructor".formatted(type), e);
    }
  }

  /// The accessor of a component, from `Object` to `Object`.
  ///
  /// @throws IllegalArgumentException if the module of the record keeps it from us
  static MethodHandle accessor(RecordComponent component) {
    open(component.getAccessor(), component.getDeclaringRecord());
    try {
      return LOOKUP
          .unreflect(component.getAccessor())
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("%s has lost its accessor".formatted(component), e);
    }
  }

  private static void open(AccessibleObject member, Class<?> type) {
    if (!member.trySetAccessible()) {
      Module own = RecordAccess.class.getModule();
      throw new IllegalArgumentException(
          "The record %s is out of reach: say 'opens %s%s;' in the module-info of %s"
              .formatted(
                  type.getTypeName(),
                  type.getPackageName(),
                  own.isNamed() ? " to " + own.getName() : "",
                  type.getModule().getName()));
    }
  }
}
