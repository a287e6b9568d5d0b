package dev.solvo.prepaid.purse;

/** What a purse's key is for. */
public enum PurseKeyPurpose {
    /** Purchases: shared by cards and merchants' security modules (MPK, DPK). */
    PURCHASE,
    /** Loads: between cards and issuer (MLK, DLK). */
    LOAD,
    /** Transaction authentication codes: cards make them, the issuer checks them (MTK, DTK). */
    TRANSACTION_CODE
}
