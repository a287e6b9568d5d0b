/** ISO/IEC 7816-4 commands and responses, and the port through which they reach a card. */
package dev.solvo.apdu;
