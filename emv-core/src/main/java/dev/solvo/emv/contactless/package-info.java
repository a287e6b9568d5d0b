/**
 * Contactless cards and phones: {@link dev.solvo.emv.contactless.EntryPoint} finds the application that reader and card have in
 * common and hands it to the {@link dev.solvo.emv.contactless.ContactlessKernel} that serves it.
 *
 * <p>The rules of Entry Point follow EMV Book A and Book B as public implementations of version 2.5 cite them; what later
 * versions added is not here. Nothing in this package or below is approved or certified by EMVCo or a payment system.
 */
package dev.solvo.emv.contactless;
