package dev.solvo.qr.scanner;

import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.Wallet;

/** What a scanner read, by its form. */
public sealed interface ScannedCode {
    /** Why it is taken for that, in English; it never quotes the code. */
    String reason();

    /** A customer's payment code: pay with it at this wallet. */
    record WalletCode(Wallet wallet, PaymentCode code, String reason) implements ScannedCode {}

    /** An EMVCo consumer-presented code: read it with {@link dev.solvo.qr.consumer.ConsumerCode}. */
    record ConsumerPresented(PaymentCode text, String reason) implements ScannedCode {}

    /** An EMVCo merchant-presented code: it is for customers to scan, not for tills. */
    record MerchantPresented(String payload, String reason) implements ScannedCode {}

    /** A link of a wallet that is for customers to scan, not for tills. */
    record MerchantUrl(Wallet wallet, String url, String reason) implements ScannedCode {}

    /** Nothing that a till can use. */
    record Unrecognised(Cause cause, String reason) implements ScannedCode {
        /** What speaks against it. */
        public enum Cause {
            /** Nothing was read. */
            EMPTY,
            /** Longer than any code. */
            TOO_LONG,
            /** Digits of another script: a keyboard in the wrong mode. They are not converted, for nobody knows what else is wrong. */
            FOREIGN_DIGITS,
            /** Characters that no code has. */
            FOREIGN_CHARACTERS,
            /** Digits, but neither a known beginning nor a known length. */
            UNKNOWN_DIGITS,
            /** A form that is not known. */
            UNKNOWN_FORM,
        }
    }
}
