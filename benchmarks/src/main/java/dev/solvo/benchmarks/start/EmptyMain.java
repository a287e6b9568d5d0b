package dev.solvo.benchmarks.start;

/** A program that does nothing: what the virtual machine takes for itself. */
final class EmptyMain {
    private EmptyMain() {}

    /**
     * Does nothing.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        System.out.println("nothing");
    }
}
