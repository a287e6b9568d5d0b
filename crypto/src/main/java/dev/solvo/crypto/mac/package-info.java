/** Message authentication codes of ISO/IEC 9797-1 and NIST SP 800-38B, with verification beside generation. */
package dev.solvo.crypto.mac;
