package dev.solvo.qr.scanner;

import dev.solvo.qr.scanner.ScannedCode.ConsumerPresented;
import dev.solvo.qr.scanner.ScannedCode.MerchantPresented;
import dev.solvo.qr.scanner.ScannedCode.MerchantUrl;
import dev.solvo.qr.scanner.ScannedCode.Unrecognised;
import dev.solvo.qr.scanner.ScannedCode.Unrecognised.Cause;
import dev.solvo.qr.scanner.ScannedCode.WalletCode;
import dev.solvo.qr.scanner.ScannerRules.MerchantUrlRule;
import dev.solvo.qr.scanner.ScannerRules.PaymentCodeRule;
import dev.solvo.qr.wallet.PaymentCode;

/**
 * Tells by its form what a scanner read, without asking anybody.
 *
 * <p>Carriage returns, line feeds and tabs at the end are taken off, for scanners that act as keyboards add them. Nothing
 * else is changed: full-width digits, spaces and other signs of a wrong keyboard are refused with the reason.
 */
public final class ScannerInput {
    /** The longest text that is looked at, in characters: EMVCo advises at most 512, and some national codes exceed it. */
    public static final int MAXIMUM_LENGTH = 4096;

    private static final String CONSUMER_PRESENTED = "hQVDUFY";
    private static final String MERCHANT_PRESENTED = "0002";

    private final ScannerRules rules;

    private ScannerInput(ScannerRules rules) {
        this.rules = rules;
    }

    /** Tells codes apart by these rules. */
    public static ScannerInput by(ScannerRules rules) {
        return new ScannerInput(rules);
    }

    /** What that text is. */
    public ScannedCode classify(String scanned) {
        String text = withoutTerminator(scanned);
        if (text.isEmpty()) {
            return new Unrecognised(Cause.EMPTY, "nothing was read");
        }
        if (text.length() > MAXIMUM_LENGTH) {
            return new Unrecognised(
                    Cause.TOO_LONG, text.length() + " characters; no code is longer than " + MAXIMUM_LENGTH);
        }
        if (text.startsWith(MERCHANT_PRESENTED) && text.length() > 8) {
            return new MerchantPresented(text, "begins with the payload format indicator of EMVCo merchant codes");
        }
        for (MerchantUrlRule rule : rules.merchantUrls()) {
            if (text.regionMatches(true, 0, rule.prefix(), 0, rule.prefix().length())) {
                return new MerchantUrl(rule.wallet(), text, "begins with " + rule.prefix());
            }
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > '~' && Character.isDigit(c)) {
                return new Unrecognised(
                        Cause.FOREIGN_DIGITS,
                        "character " + (i + 1) + " is a digit of another script or a full-width one;"
                                + " switch the keyboard to English and scan again");
            }
            if (c <= ' ' || c > '~') {
                return new Unrecognised(
                        Cause.FOREIGN_CHARACTERS, "character " + (i + 1) + " is none that a payment code has");
            }
        }
        return classifyAscii(text);
    }

    private ScannedCode classifyAscii(String text) {
        if (text.startsWith(CONSUMER_PRESENTED) && text.length() <= PaymentCode.MAXIMUM_LENGTH) {
            return new ConsumerPresented(PaymentCode.of(text), "begins with CPV in base64, an EMVCo consumer code");
        }
        for (PaymentCodeRule rule : rules.paymentCodes()) {
            boolean length = text.length() >= rule.minimumLength() && text.length() <= rule.maximumLength();
            if (length && text.startsWith(rule.prefix()) && hasOnly(text, rule)) {
                return new WalletCode(
                        rule.wallet(),
                        PaymentCode.of(text),
                        text.length() + " characters that begin with " + rule.prefix());
            }
        }
        boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits
                ? new Unrecognised(
                        Cause.UNKNOWN_DIGITS,
                        text.length() + " digits, which no known wallet's codes have with this beginning")
                : new Unrecognised(Cause.UNKNOWN_FORM, text.length() + " characters of a form that is not known");
    }

    private static boolean hasOnly(String text, PaymentCodeRule rule) {
        int from = rule.digitsOnly() ? 0 : rule.prefix().length();
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!digit && (rule.digitsOnly() || !letter)) {
                return false;
            }
        }
        return true;
    }

    private static String withoutTerminator(String scanned) {
        int end = scanned.length();
        while (end > 0 && "\r\n\t".indexOf(scanned.charAt(end - 1)) >= 0) {
            end--;
        }
        return scanned.substring(0, end);
    }
}
