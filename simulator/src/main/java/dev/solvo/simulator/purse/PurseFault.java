package dev.solvo.simulator.purse;

/**
 * What goes wrong, and at which command since the card was put into the field.
 *
 * @param step the command it happens at
 * @param occurrence 1 for the first of its kind
 * @param effect what happens
 */
public record PurseFault(Step step, int occurrence, Effect effect) {
    /** A command of the purse or of the security module. */
    public enum Step {
        /** SELECT. */
        SELECT,
        /** READ BINARY, READ RECORD and GET DATA. */
        READ,
        /** VERIFY. */
        VERIFY_PIN,
        /** GET BALANCE. */
        GET_BALANCE,
        /** INITIALIZE FOR LOAD, PURCHASE or CAPP PURCHASE; INIT SAM FOR PURCHASE. */
        INITIALIZE,
        /** UPDATE CAPP DATA CACHE. */
        UPDATE_CACHE,
        /** CREDIT FOR LOAD and DEBIT FOR PURCHASE; CREDIT SAM FOR PURCHASE. */
        COMPLETE,
        /** GET TRANSACTION PROVE. */
        PROVE
    }

    /** What happens. */
    public enum Effect {
        /** The card leaves the field before it has done anything: no answer to this command and any later one. */
        TORN_BEFORE,
        /** The card does what it is told, and leaves the field before its answer is heard. */
        TORN_AFTER,
        /**
         * The authentication code in the answer is wrong: MAC1 of INITIALIZE FOR LOAD and of the security module, MAC2 of
         * DEBIT FOR PURCHASE and GET TRANSACTION PROVE. Of no effect on other answers.
         */
        WRONG_MAC,
        /** The transaction authentication code in the answer is wrong. Of no effect on other answers. */
        WRONG_TAC
    }

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public PurseFault {
        if (occurrence < 1) {
            throw new IllegalArgumentException("commands are counted from 1, not " + occurrence);
        }
    }

    /**
     * A fault at the first command of a kind.
     *
     * @param step the command
     * @param effect what happens
     * @return the fault
     */
    public static PurseFault at(Step step, Effect effect) {
        return new PurseFault(step, 1, effect);
    }
}
