package dev.tektite.rows;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import dev.tektite.sqlite.Statement;
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
import java.util.ArrayList;
import java.util.List;

/// Generates the class that makes a record of each row, for one record type and one order of
/// columns. For `record Item(long id, Instant since)` it is in substance
///
/// ```java
/// final class ItemReader extends RecordReader<Item> {
///   Item read(Statement statement) {
///     return new Item(Cells.longAt(statement, 0, this), INSTANT.at(statement, 1, this));
///   }
/// }
/// ```
///
/// in which the constructor and the forms are constants, so that the JIT compiles a row's way from
/// SQLite into the record as one piece. Such a class is unloaded with the last use of it.
final class RecordReaderClass {
  private static final ClassDesc STATEMENT = desc(Statement.class);
  private static final ClassDesc NAMING = desc(Naming.class);
  private static final ClassDesc CELLS = desc(Cells.class);
  private static final ClassDesc FORM = desc(Form.class);
  private static final ClassDesc HANDLE = desc(MethodHandle.class);
  private static final ClassDesc READER = desc(RecordReader.class);
  private static final MethodType INIT =
      MethodType.methodType(void.class, RecordShape.class, int[].class);
  private static final MethodTypeDesc FORM_AT =
      MethodTypeDesc.of(CD_Object, STATEMENT, CD_int, NAMING);

  private RecordReaderClass() {}

  /// A reader whose components come from certain columns.
  ///
  /// @param columns the column for each component
  static <R> RecordReader<R> reader(RecordShape<R> shape, int[] columns) {
    List<Object> constants = new ArrayList<>();
    constants.add(shape.constructor());
    for (RecordShape.Component component : shape.components()) {
      constants.add(form(shape, component));
    }
    byte[] code = bytes(shape, columns);
    try {
      MethodHandles.Lookup hidden =
          MethodHandles.lookup().defineHiddenClassWithClassData(code, constants, true);
      return made(hidden.findConstructor(hidden.lookupClass(), INIT), shape, columns);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The reader for %s cannot be made".formatted(shape), e);
    }
  }

  private static Form<?> form(RecordShape<?> shape, RecordShape.Component component) {
    try {
      return Forms.of(component.type());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The component %s of %s: %s".formatted(component.name(), shape, e.getMessage()));
    }
  }

  @SuppressWarnings("unchecked") // it makes what its shape is of
  private static <R> RecordReader<R> made(
      MethodHandle constructor, RecordShape<R> shape, int[] columns)
      throws ReflectiveOperationException {
    try {
      return (RecordReader<R>) constructor.invoke(shape, columns);
    } catch (RuntimeException | Error | ReflectiveOperationException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(RecordShape<?> shape, int[] columns) {
    MethodTypeDesc init = INIT.describeConstable().orElseThrow();
    return ClassFile.of()
        .build(
            ClassDesc.of(RecordReaderClass.class.getPackageName(), "GeneratedReader"),
            type ->
                type.withFlags(AccessFlag.FINAL, AccessFlag.SYNTHETIC)
                    .withSuperclass(READER)
                    .withMethodBody(
                        INIT_NAME,
                        init,
                        0,
                        body ->
                            body.aload(0)
                                .aload(1)
                                .aload(2)
                                .invokespecial(READER, INIT_NAME, init)
                                .return_())
                    .withMethodBody(
                        "read",
                        MethodTypeDesc.of(CD_Object, STATEMENT),
                        0,
                        body -> read(body, shape, columns)));
  }

  private static void read(CodeBuilder body, RecordShape<?> shape, int[] columns) {
    body.loadConstant(constant(0, HANDLE));
    for (int i = 0; i < columns.length; i++) {
      Class<?> type = shape.components().get(i).type();
      if (type.isPrimitive()) {
        body.aload(1).loadConstant(columns[i]).aload(0);
        body.invokestatic(
            CELLS, type + "At", MethodTypeDesc.of(desc(type), STATEMENT, CD_int, NAMING));
      } else {
        body.loadConstant(constant(i + 1, FORM)).aload(1).loadConstant(columns[i]).aload(0);
        body.invokevirtual(FORM, "at", FORM_AT);
      }
    }
    body.invokevirtual(
        HANDLE, "invokeExact", shape.constructor().type().describeConstable().orElseThrow());
    body.areturn();
  }

  private static DynamicConstantDesc<?> constant(int index, ClassDesc type) {
    return DynamicConstantDesc.ofNamed(
        ConstantDescs.ofConstantBootstrap(
            desc(MethodHandles.class), "classDataAt", CD_Object, CD_int),
        ConstantDescs.DEFAULT_NAME,
        type,
        index);
  }

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }
}
