/** Symbols as pictures, by the JDK's own imaging; not for Android. */
package dev.solvo.qr.render.awt;
