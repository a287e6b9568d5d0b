/** EMVCo consumer-presented codes: what a customer's phone shows so that a card in it can be charged. */
package dev.solvo.qr.consumer;
