/** HTTP as values and a port: requests that are ready to be sent, answers as they came, and who carries them. */
package dev.solvo.qr.http;
