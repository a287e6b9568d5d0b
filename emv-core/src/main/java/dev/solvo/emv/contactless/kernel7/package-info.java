/**
 * Contactless kernel 7, for UnionPay's applications: QuickPass, also called qPBOC and QUICS.
 *
 * <p>A profile of kernel 3's fast transaction, after public PBOC 3.0 material (JR/T 0025.12-2013 as a public terminal program
 * follows it, tables of 2020, one description of Book C-7). The book itself was not read: bits of its newer qualifiers, its lists
 * of outcome data and its limits are not established. Not implemented: the full debit and credit application over the contactless
 * interface, the magnetic stripe mode of PBOC 2.0, and the extended (transit) application. Nothing here is approved or certified.
 */
package dev.solvo.emv.contactless.kernel7;
