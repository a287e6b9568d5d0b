/**
 * What the caller of a kernel sees: the steps a transaction stops at, the request it starts from, the outcome it ends
 * with.
 *
 * <p>A kernel does no input or output. It returns a {@link dev.solvo.emv.KernelStep} that says what it needs; the caller
 * does that in his own time, on any thread, and resumes the step. {@link dev.solvo.emv.BlockingTerminal} is a loop for
 * those who would rather make one call.
 */
package dev.solvo.emv;
