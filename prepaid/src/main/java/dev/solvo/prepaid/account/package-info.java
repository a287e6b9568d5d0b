/**
 * Prepaid accounts: issue, load, look up, spend, hold, give back, block, replace. Start with
 * {@link dev.solvo.prepaid.account.PrepaidAccounts}, which has a desk for terminals, one for operators and one for what terminals
 * spent without a network.
 *
 * <p>Every operation has an {@link dev.solvo.prepaid.OperationKey} that its caller makes and saves before he asks. Who does not learn
 * the answer asks again with the same key, as often as it takes, and gets the answer that was given the first time.
 */
package dev.solvo.prepaid.account;
