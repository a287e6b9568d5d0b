/**
 * Stored value in software: a PBOC electronic purse, the merchant's security module that takes money from it, and the
 * issuer's host that puts money into it, each with its own keys and faults.
 *
 * <p>Written from public descriptions of the commands, apart from the reader's side in {@code dev.solvo.prepaid.purse}, so
 * that the two can disagree.
 */
package dev.solvo.simulator.purse;
