package dev.solvo.crypto.oda;

/**
 * A failed check on its way out of a verification. Never leaves the package: {@link #asResult()} turns it into a value.
 *
 * <p>Made without a stack trace, for a refused card is an everyday event.
 */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final OdaCheck check;
    private final String detail;

    Refusal(OdaCheck check, String detail) {
        super(detail, null, false, false);
        this.check = check;
        this.detail = detail;
    }

    /** Steps of a verification that end with a proof. */
    interface Steps<T> {
        T run() throws Refusal;
    }

    static <T> OdaResult<T> asResult(Steps<T> steps) {
        try {
            return new OdaResult.Verified<>(steps.run());
        } catch (Refusal refusal) {
            return refusal.asResult();
        }
    }

    <T> OdaResult<T> asResult() {
        return new OdaResult.Refused<>(check, detail);
    }
}
