package dev.solvo.conformance.mutants;

import java.util.Arrays;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * One mistake, as a change of a compiled class.
 *
 * <p>Methods and fields go by their names, and never by their place, so that a change of the kernel either leaves a mistake
 * what it is or makes it fail to apply.
 */
sealed interface Mistake {
    /**
     * Puts the mistake into a class.
     *
     * @param compiled the class file
     * @return the class file with the mistake
     * @throws IllegalStateException if there is nothing in the class that the mistake could be made at
     */
    default byte[] into(byte[] compiled) {
        ClassReader reader = new ClassReader(compiled);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        int[] applied = new int[1];
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
                        return name.equals(method()) || name.startsWith("lambda$" + method() + "$")
                                ? changed(next, name, descriptor, (access & Opcodes.ACC_STATIC) != 0, applied)
                                : next;
                    }
                },
                0);
        if (applied[0] == 0) {
            throw new IllegalStateException(
                    reader.getClassName() + " gives no opportunity for the mistake " + this + "; has it been renamed?");
        }
        byte[] changed = writer.toByteArray();
        if (Arrays.equals(changed, compiled)) {
            throw new IllegalStateException(this + " changes nothing in " + reader.getClassName());
        }
        return changed;
    }

    /** The method with the mistake; its lambdas belong to it. */
    String method();

    /** The method's code with the mistake, counted in the array. */
    MethodVisitor changed(MethodVisitor next, String name, String descriptor, boolean isStatic, int[] applied);

    /** A method that does nothing but return a value. */
    record Returns(String method, Value value) implements Mistake {
        @Override
        public MethodVisitor changed(
                MethodVisitor next, String name, String descriptor, boolean isStatic, int[] applied) {
            if (!name.equals(method)) {
                return next;
            }
            applied[0]++;
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitCode() {
                    next.visitCode();
                    value.push(next);
                    next.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
                    next.visitMaxs(0, 0);
                    next.visitEnd();
                }
            };
        }
    }

    /** Wherever the method asks another one, it takes an answer for granted. */
    record TakesForGranted(String method, String called, Value value) implements Mistake {
        @Override
        public MethodVisitor changed(
                MethodVisitor next, String name, String descriptor, boolean isStatic, int[] applied) {
            return new MethodVisitor(Opcodes.ASM9, next) {
                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String callee, String calleeDescriptor, boolean isInterface) {
                    if (!callee.equals(called)) {
                        super.visitMethodInsn(opcode, owner, callee, calleeDescriptor, isInterface);
                        return;
                    }
                    applied[0]++;
                    forget(calleeDescriptor, opcode != Opcodes.INVOKESTATIC);
                    value.push(mv);
                }

                private void forget(String calleeDescriptor, boolean receiver) {
                    Type[] arguments = Type.getArgumentTypes(calleeDescriptor);
                    for (int i = arguments.length - 1; i >= 0; i--) {
                        super.visitInsn(arguments[i].getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
                    }
                    if (receiver) {
                        super.visitInsn(Opcodes.POP);
                    }
                }
            };
        }
    }

    /** The method takes one constant of a class for another. */
    record Confuses(String method, String constant, String with) implements Mistake {
        @Override
        public MethodVisitor changed(
                MethodVisitor next, String name, String descriptor, boolean isStatic, int[] applied) {
            return new MethodVisitor(Opcodes.ASM9, next) {
                @Override
                public void visitFieldInsn(int opcode, String owner, String field, String type) {
                    boolean hit = opcode == Opcodes.GETSTATIC && field.equals(constant);
                    applied[0] += hit ? 1 : 0;
                    super.visitFieldInsn(opcode, owner, hit ? with : field, type);
                }
            };
        }
    }

    /** A bit that is never set, whichever function wants it. The method has the bit as its only argument. */
    record NeverSets(String method, String bits, String bit) implements Mistake {
        @Override
        public MethodVisitor changed(
                MethodVisitor next, String name, String descriptor, boolean isStatic, int[] applied) {
            if (!Type.getArgumentTypes(descriptor)[0].getInternalName().endsWith("/" + bits + "$Bit")) {
                return next;
            }
            applied[0]++;
            return new MethodVisitor(Opcodes.ASM9, next) {
                @Override
                public void visitCode() {
                    super.visitCode();
                    Label otherBit = new Label();
                    super.visitVarInsn(Opcodes.ALOAD, 1);
                    super.visitMethodInsn(
                            Opcodes.INVOKEVIRTUAL, "java/lang/Enum", "name", "()Ljava/lang/String;", false);
                    super.visitLdcInsn(bit);
                    super.visitMethodInsn(
                            Opcodes.INVOKEVIRTUAL, "java/lang/String", "equals", "(Ljava/lang/Object;)Z", false);
                    super.visitJumpInsn(Opcodes.IFEQ, otherBit);
                    super.visitInsn(Opcodes.RETURN);
                    super.visitLabel(otherBit);
                    super.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
                }
            };
        }
    }

    /** Where the method should give up, it waits for something that never comes. */
    record WaitsForever(String method) implements Mistake {
        private static final String LATCH = "java/util/concurrent/CountDownLatch";

        @Override
        public MethodVisitor changed(
                MethodVisitor next, String name, String descriptor, boolean isStatic, int[] applied) {
            return new MethodVisitor(Opcodes.ASM9, next) {
                @Override
                public void visitInsn(int opcode) {
                    if (opcode == Opcodes.ATHROW) {
                        applied[0]++;
                        super.visitTypeInsn(Opcodes.NEW, LATCH);
                        super.visitInsn(Opcodes.DUP);
                        super.visitInsn(Opcodes.ICONST_1);
                        super.visitMethodInsn(Opcodes.INVOKESPECIAL, LATCH, "<init>", "(I)V", false);
                        super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, LATCH, "await", "()V", false);
                    }
                    super.visitInsn(opcode);
                }
            };
        }
    }

    /** What a mistaken method says. */
    sealed interface Value {
        void push(MethodVisitor code);

        /** Yes or no. */
        record Truth(boolean value) implements Value {
            @Override
            public void push(MethodVisitor code) {
                code.visitInsn(value ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
            }
        }

        /** A number of at most two bytes. */
        record SmallNumber(int value) implements Value {
            @Override
            public void push(MethodVisitor code) {
                code.visitIntInsn(Opcodes.SIPUSH, value);
            }
        }

        /** Nothing, where there may be nothing. */
        record Nothing() implements Value {
            @Override
            public void push(MethodVisitor code) {
                code.visitMethodInsn(
                        Opcodes.INVOKESTATIC, "java/util/Optional", "empty", "()Ljava/util/Optional;", false);
            }
        }

        /** A text. */
        record Text(String text) implements Value {
            @Override
            public void push(MethodVisitor code) {
                code.visitLdcInsn(text);
            }
        }

        /** Nothing, where there must be something. */
        record NoObject() implements Value {
            @Override
            public void push(MethodVisitor code) {
                code.visitInsn(Opcodes.ACONST_NULL);
            }
        }

        /** No return value at all: the method does nothing. */
        record Silence() implements Value {
            @Override
            public void push(MethodVisitor code) {}
        }

        /** A constant of a class. */
        record Constant(String owner, String name) implements Value {
            @Override
            public void push(MethodVisitor code) {
                code.visitFieldInsn(Opcodes.GETSTATIC, internal(owner), name, "L" + internal(owner) + ";");
            }
        }

        /** What a static method of an interface returns that has no arguments. */
        record ResultOf(String owner, String name, String type) implements Value {
            @Override
            public void push(MethodVisitor code) {
                code.visitMethodInsn(Opcodes.INVOKESTATIC, internal(owner), name, "()L" + internal(type) + ";", true);
            }
        }

        private static String internal(String className) {
            return className.replace('.', '/');
        }
    }
}
