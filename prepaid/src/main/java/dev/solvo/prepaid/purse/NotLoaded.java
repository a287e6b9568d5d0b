package dev.solvo.prepaid.purse;

/**
 * The card has not taken the money, after the issuer was asked for it.
 *
 * @param report what the issuer has to know
 * @param why what went wrong; {@link NotDone.Reason#CARD_LOST} after a recovery
 * @param notice whether the issuer has heard it; {@link HostNotice#NOT_DELIVERED} leaves the report to be told again
 */
public record NotLoaded(LoadReport.NotCredited report, NotDone.Reason why, HostNotice notice)
        implements LoadOutcome, RecoveredLoad {}
