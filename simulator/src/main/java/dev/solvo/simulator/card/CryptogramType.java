package dev.solvo.simulator.card;

/** Kinds of application cryptograms from the lowest to the highest. EMV 4.4 Book 3, 6.5.5 and 9.3. */
enum CryptogramType {
    AAC(0x00),
    ARQC(0x80),
    TC(0x40);

    private final int code;

    CryptogramType(int code) {
        this.code = code;
    }

    /** Bits 8 and 7 of P1 and of the cryptogram information data. */
    int code() {
        return code;
    }

    static CryptogramType asked(int p1) throws CardRefusal {
        for (CryptogramType type : values()) {
            if (type.code == (p1 & 0xC0)) {
                return type;
            }
        }
        throw new CardRefusal(CardRefusal.WRONG_PARAMETERS);
    }

    CryptogramType atMost(CryptogramType ceiling) {
        return compareTo(ceiling) <= 0 ? this : ceiling;
    }
}
