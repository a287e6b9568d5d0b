package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;

/** What the codes of a load and of a purchase are made of. */
final class CodedMessage {
    private CodedMessage() {}

    static Bytes loadMac1(LoadFacts load) {
        return Bytes.concat(
                CardNumber.amount(load.oldBalance().getAmountMinorLong()),
                CardNumber.amount(load.amount().getAmountMinorLong()),
                Bytes.ofUnsigned(load.type().code()),
                load.terminal().value());
    }

    static Bytes loadMac2(LoadFacts load, TransactionTime time) {
        return Bytes.concat(
                CardNumber.amount(load.amount().getAmountMinorLong()),
                Bytes.ofUnsigned(load.type().code()),
                load.terminal().value(),
                time.toBytes());
    }

    static Bytes loadCode(LoadFacts load, TransactionTime time) {
        return Bytes.concat(
                CardNumber.amount(load.newBalance().getAmountMinorLong()),
                CardNumber.bytes(load.onlineSequence(), 2),
                loadMac2(load, time));
    }

    static Bytes purchaseMac1(
            long amountMinor, PurseTransactionType type, TerminalNumber terminal, TransactionTime time) {
        return Bytes.concat(
                CardNumber.amount(amountMinor), Bytes.ofUnsigned(type.code()), terminal.value(), time.toBytes());
    }

    static Bytes purchaseMac2(long amountMinor) {
        return CardNumber.amount(amountMinor);
    }

    static Bytes purchaseCode(PurchaseFacts purchase) {
        return Bytes.concat(
                CardNumber.amount(purchase.amount().getAmountMinorLong()),
                Bytes.ofUnsigned(purchase.type().code()),
                purchase.terminal().value(),
                CardNumber.bytes(purchase.terminalSequence(), 4),
                purchase.time().toBytes());
    }
}
