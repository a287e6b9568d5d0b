/** Elliptic curve arithmetic: the only classes of the module that name Bouncy Castle's curve types. Not exported. */
@NullMarked
package dev.solvo.crypto.ec;

import org.jspecify.annotations.NullMarked;
