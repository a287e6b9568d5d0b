/**
 * Cards in real readers: finding readers, waiting for a card, connecting to it, talking to it.
 *
 * <p>Start at {@link dev.solvo.pcsc.PcscReaders#open()}. Every call into PC/SC has a time limit, for neither PC/SC nor
 * {@code javax.smartcardio} has one.
 */
package dev.solvo.pcsc;
