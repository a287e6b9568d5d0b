package dev.solvo.prepaid.ledger;

final class MemoryShardsContractTest extends LedgerContract {
    @Override
    LedgerUnderTest newStore() {
        return new MemoryLedgerContractTest.MemoryStoreUnderTest(MemoryLedger.inShards(3), false);
    }
}
