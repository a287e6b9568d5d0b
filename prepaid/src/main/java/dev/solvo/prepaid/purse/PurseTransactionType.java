package dev.solvo.prepaid.purse;

/** Type of a transaction, as it stands in codes and in the log. */
public enum PurseTransactionType {
    /** Load of the passbook. */
    PASSBOOK_LOAD(0x01),
    /** Load of the purse. */
    PURSE_LOAD(0x02),
    /** Money of the passbook back to the bank account. */
    UNLOAD(0x03),
    /** Cash out of the passbook. */
    CASH_WITHDRAWAL(0x04),
    /** Purchase from the passbook. */
    PASSBOOK_PURCHASE(0x05),
    /** Purchase from the purse. */
    PURSE_PURCHASE(0x06),
    /** Change of the passbook's overdraft limit. */
    OVERDRAFT_UPDATE(0x07),
    /** Purchase on credit. */
    CREDIT_PURCHASE(0x08),
    /** Compound purchase from the purse (CAPP): the debit and records of the application, together. */
    COMPOUND_PURCHASE(0x09);

    private final int code;

    PurseTransactionType(int code) {
        this.code = code;
    }

    /**
     * The byte in codes and in the log.
     *
     * @return 01 to 09
     */
    public int code() {
        return code;
    }

    static PurseTransactionType of(int code) throws PurseException {
        for (PurseTransactionType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new PurseException(PurseException.Reason.UNSUPPORTED, "no transaction has type " + code);
    }

    static PurseTransactionType load(PurseAccount account) {
        return account == PurseAccount.PASSBOOK ? PASSBOOK_LOAD : PURSE_LOAD;
    }

    static PurseTransactionType purchase(PurseAccount account) {
        return account == PurseAccount.PASSBOOK ? PASSBOOK_PURCHASE : PURSE_PURCHASE;
    }

    boolean isLoad() {
        return this == PASSBOOK_LOAD || this == PURSE_LOAD;
    }

    boolean isPurchase() {
        return this == PASSBOOK_PURCHASE || this == PURSE_PURCHASE || this == COMPOUND_PURCHASE;
    }

    /** The account of a load or a purchase. */
    PurseAccount account() {
        return this == PASSBOOK_LOAD || this == PASSBOOK_PURCHASE ? PurseAccount.PASSBOOK : PurseAccount.PURSE;
    }
}
