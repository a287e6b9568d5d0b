package dev.solvo.prepaid.purse;

/**
 * The way to the issuer that puts money into cards, as {@link BlockingPurseTerminal} sees it. {@link IssuerLoadDesk} is the
 * issuer's side of it.
 */
public interface LoadHost {
    /**
     * Asks for a load and waits for the answer.
     *
     * @param request the load
     * @return what the issuer said, or that nothing was heard
     */
    LoadAnswer authorise(LoadRequest request);

    /**
     * Tells what became of a load.
     *
     * @param report the load and whether the card has the money
     * @return what came of it
     */
    HostNotice report(LoadReport report);
}
