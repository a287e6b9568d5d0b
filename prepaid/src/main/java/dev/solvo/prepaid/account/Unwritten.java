package dev.solvo.prepaid.account;

/** Stands in for bodies in the one commit that states the API. */
final class Unwritten {
    private Unwritten() {}

    @SuppressWarnings({"DoNotCallSuggester", "TypeParameterUnusedInFormals"})
    static <T> T body() {
        throw new UnsupportedOperationException();
    }
}
