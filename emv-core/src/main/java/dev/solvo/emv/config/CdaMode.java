package dev.solvo.emv.config;

/**
 * When a terminal asks for CDA. An offline TC is always asked for with CDA: at the first GENERATE AC, and at the second where
 * the issuer could not be asked. EMV 4.4 Book 2, Annex D4.
 *
 * <p>Not read in EMV's text: which bit of the Terminal Verification Results, if any, tells of an ARQC without CDA in modes 3 and 4.
 * None is set, on an online-only terminal neither: the method was chosen and its key recovered, and only a public report of a
 * terminal in mode 3 says what others do, the same.
 */
public enum CdaMode {
    /** With an ARQC, and with a TC at the second GENERATE AC. What new terminals do. */
    MODE_1(1, true, true),
    /** With an ARQC, not with a TC at the second GENERATE AC. */
    MODE_2(2, true, false),
    /** Not with an ARQC, nor with a TC at the second GENERATE AC. */
    MODE_3(3, false, false),
    /** Not with an ARQC, but with a TC at the second GENERATE AC. */
    MODE_4(4, false, true);

    private final int number;
    private final boolean onArqc;
    private final boolean onSecondGenerateAc;

    CdaMode(int number, boolean onArqc, boolean onSecondGenerateAc) {
        this.number = number;
        this.onArqc = onArqc;
        this.onSecondGenerateAc = onSecondGenerateAc;
    }

    /** The mode of a number that has been checked. */
    static CdaMode numbered(long number) {
        return values()[Math.toIntExact(number) - 1];
    }

    /**
     * The mode's number.
     *
     * @return 1 to 4
     */
    public int number() {
        return number;
    }

    /**
     * Tells whether CDA is asked for with an ARQC.
     *
     * @return true in modes 1 and 2
     */
    public boolean onArqc() {
        return onArqc;
    }

    /**
     * Tells whether CDA is asked for with a TC after the issuer's answer.
     *
     * @return true in modes 1 and 4
     */
    public boolean onSecondGenerateAc() {
        return onSecondGenerateAc;
    }
}
