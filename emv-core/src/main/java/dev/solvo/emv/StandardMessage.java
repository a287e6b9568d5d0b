package dev.solvo.emv;

/**
 * The standard messages, by their identifiers. EMV 4.4 Book 4, 11.2.
 *
 * <p>The texts belong to the terminal, in the cardholder's language and at least in English.
 */
public enum StandardMessage {
    /** 01: the amount. */
    AMOUNT(0x01),
    /** 02: the amount, asking for agreement. */
    AMOUNT_OK(0x02),
    /** 03: approved. */
    APPROVED(0x03),
    /** 04: the cardholder or merchant should call the bank. */
    CALL_YOUR_BANK(0x04),
    /** 05: press cancel or enter. */
    CANCEL_OR_ENTER(0x05),
    /** 06: the card cannot be read. */
    CARD_ERROR(0x06),
    /** 07: declined. */
    DECLINED(0x07),
    /** 08: key in the amount. */
    ENTER_AMOUNT(0x08),
    /** 09: key in the PIN. */
    ENTER_PIN(0x09),
    /** 0A: the PIN was wrong. */
    INCORRECT_PIN(0x0A),
    /** 0B: insert the card. */
    INSERT_CARD(0x0B),
    /** 0C: the card or application is not accepted here. */
    NOT_ACCEPTED(0x0C),
    /** 0D: the PIN was right. */
    PIN_OK(0x0D),
    /** 0E: please wait. */
    PLEASE_WAIT(0x0E),
    /** 0F: the terminal failed. */
    PROCESSING_ERROR(0x0F),
    /** 10: take the card out. */
    REMOVE_CARD(0x10),
    /** 11: use the chip reader. */
    USE_CHIP_READER(0x11),
    /** 12: use the magnetic stripe reader. */
    USE_MAG_STRIPE(0x12),
    /** 13: try again. */
    TRY_AGAIN(0x13);

    private final int identifier;

    StandardMessage(int identifier) {
        this.identifier = identifier;
    }

    /**
     * The number that the Books give the message.
     *
     * @return 1 to 0x13
     */
    public int identifier() {
        return identifier;
    }
}
