/** Codes out of pictures, by ZXing and the JDK's own imaging; not for Android. */
package dev.solvo.qr.scan.awt;
