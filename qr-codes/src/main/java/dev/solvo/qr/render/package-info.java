/** Codes as symbols: on screens, in terminals, on receipts. */
package dev.solvo.qr.render;
