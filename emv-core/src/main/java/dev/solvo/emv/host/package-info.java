/** The chip's part of messages between terminal and acquirer: field 55 of ISO 8583, there and back. */
package dev.solvo.emv.host;
