/**
 * Cards in software for a real PC/SC service: {@link dev.solvo.pcsc.vpcd.VirtualCard} puts any
 * {@link dev.solvo.apdu.CardTransport} into the virtual reader of vsmartcard-vpcd, where every program of the machine sees
 * it as a card. For tests, labs and demonstrations.
 */
package dev.solvo.pcsc.vpcd;
