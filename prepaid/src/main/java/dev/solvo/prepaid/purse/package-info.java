/**
 * Money that lives in the card: the reader's side of the PBOC electronic purse and passbook (EP, ED), and the balance of
 * UnionPay electronic cash.
 *
 * <p>{@link dev.solvo.prepaid.purse.PurseReader} begins an operation and hands out typed steps; whoever embeds it sends the
 * commands, asks the security module or the issuer, and gives the answers back. {@link
 * dev.solvo.prepaid.purse.BlockingPurseTerminal} does that in one call. A transaction whose answer was not heard ends as
 * unknown and is settled with the card in the field again.
 *
 * <p>Written from public descriptions of the commands; the specification itself was not at hand. What no public description
 * says is marked where it was chosen.
 */
package dev.solvo.prepaid.purse;
