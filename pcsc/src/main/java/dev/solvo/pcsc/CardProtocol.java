package dev.solvo.pcsc;

/** A transmission protocol of contact cards. EMV 4.4 Book 1, 9; ISO/IEC 7816-3. */
public enum CardProtocol {
    /** Character oriented, half duplex. */
    T0("T=0"),
    /** Block oriented, half duplex. PC/SC readers show contactless cards as T=1, too. */
    T1("T=1");

    private final String pcscName;

    CardProtocol(String pcscName) {
        this.pcscName = pcscName;
    }

    /**
     * The name that {@code javax.smartcardio} has for it.
     *
     * @return {@code T=0} or {@code T=1}
     */
    public String pcscName() {
        return pcscName;
    }
}
