package dev.solvo.conformance.subject;

import dev.solvo.conformance.transaction.KernelAnswer;
import dev.solvo.conformance.transaction.KernelUnderTest;
import dev.solvo.conformance.transaction.PreparedTransaction;

/** Throws in every transaction. */
final class CrashingKernel implements KernelUnderTest {
    @Override
    public String name() {
        return "crashing";
    }

    @Override
    public String checksum() {
        return "";
    }

    @Override
    public boolean explains() {
        return false;
    }

    @Override
    public KernelAnswer run(PreparedTransaction transaction) {
        throw new ArithmeticException("secret");
    }
}
