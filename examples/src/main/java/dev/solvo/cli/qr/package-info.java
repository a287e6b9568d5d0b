/** {@code solvo qr}: codes, collections and refunds with the wallets. */
@NullMarked
package dev.solvo.cli.qr;

import org.jspecify.annotations.NullMarked;
