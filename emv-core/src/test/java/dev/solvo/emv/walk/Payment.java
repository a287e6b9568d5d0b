package dev.solvo.emv.walk;

import dev.solvo.crypto.pin.Pin;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.config.CdaMode;
import dev.solvo.emv.config.TerminalConfig;
import java.util.Locale;
import org.joda.money.Money;

/** What is paid, and what is other than usual about it. */
enum Payment {
    /** A purchase with the right PIN, at a terminal of CDA mode 1. */
    PURCHASE(CdaMode.MODE_1, "1234"),
    /** The same, without CDA for a TC after the issuer's answer. */
    CDA_MODE_2(CdaMode.MODE_2, "1234"),
    /** The same, without CDA for an ARQC and after it. */
    CDA_MODE_3(CdaMode.MODE_3, "1234"),
    /** The same, without CDA for an ARQC. */
    CDA_MODE_4(CdaMode.MODE_4, "1234"),
    /** The cardholder enters a wrong offline PIN as often as he is asked. */
    WRONG_PIN(CdaMode.MODE_1, "9999"),
    /** Money back: an AAC is asked for. */
    REFUND(CdaMode.MODE_1, "1234");

    private final CdaMode cdaMode;
    private final String pin;

    Payment(CdaMode cdaMode, String pin) {
        this.cdaMode = cdaMode;
        this.pin = pin;
    }

    /** The payment of a name in {@code new-approvals.json}. */
    static Payment named(String name) {
        return valueOf(name.replace(' ', '_').toUpperCase(Locale.ROOT));
    }

    TransactionRequest request() {
        Money amount = Money.parse("EUR 12.34");
        return this == REFUND ? TransactionRequest.refund(amount) : TransactionRequest.purchase(amount);
    }

    TerminalConfig terminal() {
        return SimulatedPayment.terminal().toBuilder().cdaMode(cdaMode).build();
    }

    /** What the cardholder enters for the card to verify. */
    Pin pin() {
        return Pin.of(pin);
    }

    /** The name in {@code new-approvals.json}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
