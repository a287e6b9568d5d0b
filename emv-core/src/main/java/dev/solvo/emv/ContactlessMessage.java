package dev.solvo.emv;

/**
 * What a reader may be asked to show, by the message identifiers of the contactless books. EMV Book A, user interface request.
 *
 * <p>The texts belong to the terminal. Below 14 the numbers are those of {@link StandardMessage}.
 */
public enum ContactlessMessage {
    /** 03: approved. */
    APPROVED(0x03),
    /** 07: not authorised. */
    NOT_AUTHORISED(0x07),
    /** 09: key in the PIN. */
    ENTER_PIN(0x09),
    /** 0F: processing error. */
    PROCESSING_ERROR(0x0F),
    /** 10: remove the card. */
    REMOVE_CARD(0x10),
    /** 14: welcome. */
    WELCOME(0x14),
    /** 15: present the card. */
    PRESENT_CARD(0x15),
    /** 16: processing. */
    PROCESSING(0x16),
    /** 17: the card was read, remove it. */
    CARD_READ_OK(0x17),
    /** 18: insert or swipe the card. */
    INSERT_OR_SWIPE_CARD(0x18),
    /** 19: present one card only. */
    PRESENT_ONE_CARD_ONLY(0x19),
    /** 1A: approved, sign. */
    APPROVED_PLEASE_SIGN(0x1A),
    /** 1B: the issuer is being asked. */
    AUTHORISING(0x1B),
    /** 1C: insert, swipe or try another card. */
    INSERT_SWIPE_OR_TRY_ANOTHER_CARD(0x1C),
    /** 1D: insert the card. */
    INSERT_CARD(0x1D),
    /** 1E: nothing; clear the display. */
    CLEAR_DISPLAY(0x1E),
    /** 20: look at the phone. */
    SEE_PHONE(0x20),
    /** 21: present the card again. */
    PRESENT_CARD_AGAIN(0x21);

    private final int identifier;

    ContactlessMessage(int identifier) {
        this.identifier = identifier;
    }

    /**
     * The number that the books give the message.
     *
     * @return 3 to 0x21
     */
    public int identifier() {
        return identifier;
    }
}
