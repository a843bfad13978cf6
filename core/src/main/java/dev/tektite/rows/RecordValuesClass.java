package dev.tektite.rows;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessFlag;
import java.util.List;

/// Generates the class that takes values out of records, for one record type and one order of
/// parameters. For `record Item(long id, String name)` and the parameters `:name, :id` it is in
/// substance
///
/// ```java
/// final class ItemValues extends RecordValues {
///   Object[] of(Object given) {
///     Item item = (Item) given;
///     return new Object[] {item.name(), item.id()};
///   }
/// }
/// ```
///
/// in which the accessors are constants, so that the JIT puts them in place. Such a class is
/// unloaded with the last use of it.
final class RecordValuesClass {
  private static final ClassDesc HANDLE = desc(MethodHandle.class);
  private static final ClassDesc VALUES = desc(RecordValues.class);
  private static final MethodType INIT = MethodType.methodType(void.class, Class.class);
  private static final MethodTypeDesc ACCESS = MethodTypeDesc.of(CD_Object, CD_Object);

  private RecordValuesClass() {}

  /// @param type of the records
  /// @param parameters the component for each parameter
  static RecordValues values(Class<?> type, List<RecordShape.Component> parameters) {
    List<MethodHandle> accessors =
        parameters.stream().map(RecordShape.Component::accessor).toList();
    byte[] code = bytes(accessors.size());
    try {
      MethodHandles.Lookup hidden =
          MethodHandles.lookup().defineHiddenClassWithClassData(code, accessors, true);
      return made(hidden.findConstructor(hidden.lookupClass(), INIT), type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("No class can be made for " + type.getTypeName(), e);
    }
  }

  private static RecordValues made(MethodHandle constructor, Class<?> type)
      throws ReflectiveOperationException {
    try {
      return (RecordValues) constructor.invoke(type);
    } catch (RuntimeException | Error | ReflectiveOperationException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(int parameters) {
    MethodTypeDesc init = INIT.describeConstable().orElseThrow();
    return ClassFile.of()
        .build(
            ClassDesc.of(RecordValuesClass.class.getPackageName(), "GeneratedValues"),
            type ->
                type.withFlags(AccessFlag.FINAL, AccessFlag.SYNTHETIC)
                    .withSuperclass(VALUES)
                    .withMethodBody(
                        INIT_NAME,
                        init,
                        0,
                        body ->
                            body.aload(0).aload(1).invokespecial(VALUES, INIT_NAME, init).return_())
                    .withMethodBody(
                        "of",
                        MethodTypeDesc.of(CD_Object.arrayType(), CD_Object),
                        0,
                        body -> values(body, parameters)));
  }

  private static void values(CodeBuilder body, int parameters) {
    body.loadConstant(parameters).anewarray(CD_Object);
    for (int i = 0; i < parameters; i++) {
      body.dup().loadConstant(i);
      body.loadConstant(constant(i)).aload(1);
      body.invokevirtual(HANDLE, "invokeExact", ACCESS).aastore();
    }
    body.areturn();
  }

  private static DynamicConstantDesc<?> constant(int index) {
    return DynamicConstantDesc.ofNamed(
        ConstantDescs.ofConstantBootstrap(
            desc(MethodHandles.class), "classDataAt", CD_Object, CD_int),
        ConstantDescs.DEFAULT_NAME,
        HANDLE,
        index);
  }

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }
}
