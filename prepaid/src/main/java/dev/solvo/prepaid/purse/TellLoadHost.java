package dev.solvo.prepaid.purse;

import java.util.function.Function;

/**
 * Tell the issuer what became of a load that it was asked about.
 *
 * @param <R> what the operation ends with
 */
public final class TellLoadHost<R> implements PurseStep<R> {
    private final LoadReport report;
    private final Function<HostNotice, PurseStep<R>> told;
    private final SingleAnswer answer = new SingleAnswer();

    TellLoadHost(LoadReport report, Function<HostNotice, PurseStep<R>> told) {
        this.report = report;
        this.told = told;
    }

    /**
     * What to tell.
     *
     * @return that the card has the money, with its code, or that it has not
     */
    public LoadReport report() {
        return report;
    }

    /**
     * What came of it.
     *
     * @param notice whether the issuer heard and believed it
     * @return the next step
     */
    public PurseStep<R> resume(HostNotice notice) {
        return answer.give(() -> told.apply(notice));
    }
}
