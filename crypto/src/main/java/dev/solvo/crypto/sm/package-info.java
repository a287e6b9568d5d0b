/**
 * The Chinese algorithms SM2, SM3 and SM4 (GM/T 0003, 0004, 0002), as PBOC and UnionPay use them.
 *
 * <p>The calculations are Bouncy Castle's lightweight API, in classes of their own: nothing else of this library loads them.
 */
package dev.solvo.crypto.sm;
