package dev.solvo.prepaid.ledger;

import java.util.Optional;

final class MemoryLedgerContractTest extends LedgerContract {
    @Override
    LedgerUnderTest newStore() {
        return new MemoryStoreUnderTest(new MemoryLedger(), true);
    }

    /** Nothing is kept, and nothing but the program gets at it. */
    static final class MemoryStoreUnderTest implements LedgerUnderTest {
        private final MemoryLedger ledger;
        private final boolean refusesKeyOnTwoAccounts;

        MemoryStoreUnderTest(MemoryLedger ledger, boolean refusesKeyOnTwoAccounts) {
            this.ledger = ledger;
            this.refusesKeyOnTwoAccounts = refusesKeyOnTwoAccounts;
        }

        @Override
        public boolean refusesKeyOnTwoAccounts() {
            return refusesKeyOnTwoAccounts;
        }

        @Override
        public Ledger ledger() {
            return ledger;
        }

        @Override
        public Optional<Ledger> reopen() {
            return Optional.empty();
        }

        @Override
        public boolean keepsAnyOrder() {
            return false;
        }

        @Override
        public boolean canBeDamaged() {
            return false;
        }

        @Override
        public void damage(Damage damage, OperationRow operation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            ledger.close();
        }
    }
}
