/**
 * The contact kernel. {@link dev.solvo.emv.kernel.ContactKernel} is what a terminal needs; the rest reads like EMV 4.4
 * Book 3, 10: one class for each function, in the order that {@code TransactionFlow} gives.
 */
package dev.solvo.emv.kernel;
