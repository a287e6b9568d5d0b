/** Requests carried by the JDK's own HTTP client; not for Android. */
package dev.solvo.qr.http.jdk;
