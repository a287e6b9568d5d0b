/**
 * Offline data authentication: certificates, SDA, DDA, CDA and XDA, on the terminal's side and on the issuer's side. EMV 4.4
 * Book 2, 5, 6, 7 and 12.
 *
 * <p>{@link dev.solvo.crypto.oda.RsaOda} and {@link dev.solvo.crypto.oda.EccOda} verify; what they verified comes back as
 * a proof type that nothing else can make. {@link dev.solvo.crypto.oda.RsaSigningKey} and
 * {@link dev.solvo.crypto.oda.EccSigningKey} make the certificates and signatures that a certification authority, an
 * issuer and a card make.
 */
@NullMarked
package dev.solvo.crypto.oda;

import org.jspecify.annotations.NullMarked;
