/** What is it that the scanner read? */
package dev.solvo.qr.scanner;
