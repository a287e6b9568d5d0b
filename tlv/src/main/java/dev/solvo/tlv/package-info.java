/**
 * BER-TLV as bytes: reading without allocation, writing, a tree on demand, data object lists.
 *
 * <p>The wire form is that of ISO/IEC 8825-1 as EMV 4.4 Book 3, Annex B restricts it: definite lengths only. No EMV
 * meaning lives here; a tag is a number and a value is bytes.
 */
package dev.solvo.tlv;
