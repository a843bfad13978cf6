package dev.tektite.sqlite;

import static java.lang.classfile.ClassFile.ACC_STATIC;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Consumer;

/// Finds out in Java that too little of the stack is left for a call into C.
///
/// A stack overflow in Java is an error that can be caught; in C, and at the door of a call that
/// comes back up from C, it ends the JVM.
///
/// When a method begins, HotSpot makes sure that the stack has room for all of its local variables,
/// so calling a method with thousands of them asks for as much room as they would take. Such
/// methods are made here with the class-file API. They are longer than what the compilers put
/// inline, or their callers would always ask too. Up to 40 KiB are asked for in 2 to 9 ns, since
/// one cache line of each page is touched and those of so many pages fit into the first cache; 64
/// KiB in 45 ns, 128 KiB in 220 ns.
///
/// *Safe for any number of threads.*
public final class StackProbe {
  /// What an ordinary statement, or a call that may come back up, can need.
  static final int ORDINARY = 32 * 1024;

  private static final int MORE = 40 * 1024;
  private static final int MUCH = 64 * 1024;
  private static final int DEEP = 128 * 1024;
  private static final int DEEPEST = 480 * 1024;

  private static final int SLOT_BYTES = 8;
  private static final int MORE_THAN_IS_INLINED = 500;
  private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);
  private static final ClassDesc NAME = ClassDesc.of("dev.tektite.sqlite.StackFrames");

  private static final MethodHandle TAKE_ORDINARY;
  private static final MethodHandle TAKE_MORE;
  private static final MethodHandle TAKE_MUCH;
  private static final MethodHandle TAKE_DEEP;
  private static final MethodHandle TAKE_DEEPEST;

  static {
    try {
      MethodHandles.Lookup frames = MethodHandles.lookup().defineHiddenClass(frames(), true);
      TAKE_ORDINARY = method(frames, "ordinary");
      TAKE_MORE = method(frames, "more");
      TAKE_MUCH = method(frames, "much");
      TAKE_DEEP = method(frames, "deep");
      TAKE_DEEPEST = method(frames, "deepest");
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private StackProbe() {}

  private static MethodHandle method(MethodHandles.Lookup frames, String name)
      throws ReflectiveOperationException {
    return frames.findStatic(frames.lookupClass(), name, MethodType.methodType(void.class));
  }

  private static byte[] frames() {
    return ClassFile.of()
        .build(
            NAME,
            type ->
                type.withMethodBody("ordinary", NOTHING, ACC_STATIC, frame(ORDINARY))
                    .withMethodBody("more", NOTHING, ACC_STATIC, frame(MORE))
                    .withMethodBody("much", NOTHING, ACC_STATIC, frame(MUCH))
                    .withMethodBody("deep", NOTHING, ACC_STATIC, frame(DEEP))
                    .withMethodBody("deepest", NOTHING, ACC_STATIC, frame(DEEPEST))
                    .withMethodBody("callee", NOTHING, ACC_STATIC, StackProbe::padding));
  }

  /// A method with a frame of so many bytes. It calls another, without which a compiler could do
  /// without the frame.
  private static Consumer<CodeBuilder> frame(int bytes) {
    return code -> {
      for (int i = 0; i < MORE_THAN_IS_INLINED; i++) {
        code.nop();
      }
      code.iconst_0()
          .istore(bytes / SLOT_BYTES - 1)
          .invokestatic(NAME, "callee", NOTHING)
          .return_();
    };
  }

  private static void padding(CodeBuilder code) {
    for (int i = 0; i < MORE_THAN_IS_INLINED; i++) {
      code.nop();
    }
    code.return_();
  }

  /// Makes sure that there is room for a call of [#ORDINARY] depth.
  ///
  /// @throws StackOverflowError if there is not
  static void check() {
    check(ORDINARY);
  }

  /// Makes sure that there is room for a call of a certain depth, up to 480 KiB, so that what runs
  /// out of stack does so here and not in the middle of something. A statement of ordinary length
  /// asks for 32 KiB itself.
  ///
  /// @throws StackOverflowError if there is not
  public static void check(int bytes) {
    try {
      if (bytes <= ORDINARY) {
        TAKE_ORDINARY.invokeExact();
      } else if (bytes <= MORE) {
        TAKE_MORE.invokeExact();
      } else if (bytes <= MUCH) {
        TAKE_MUCH.invokeExact();
      } else if (bytes <= DEEP) {
        TAKE_DEEP.invokeExact();
      } else {
        TAKE_DEEPEST.invokeExact();
      }
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
