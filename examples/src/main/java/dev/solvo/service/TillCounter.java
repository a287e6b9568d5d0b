package dev.solvo.service;

import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.CaptureRest;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.account.OfflineSpending;
import dev.solvo.prepaid.account.PrepaidAccounts;
import dev.solvo.prepaid.account.Spending;
import dev.solvo.prepaid.account.TerminalDesk;
import dev.solvo.prepaid.ledger.LedgerException;
import java.util.Optional;

/** Does what tills ask for. */
final class TillCounter {
    private final PrepaidAccounts accounts;
    private final TenantId tenant;

    TillCounter(PrepaidAccounts accounts, TenantId tenant) {
        this.accounts = accounts;
        this.tenant = tenant;
    }

    TillReply serve(TerminalId till, TillOperation operation, TillRequest request) {
        Optional<OperationKey> key = Optional.empty();
        try {
            if (operation == TillOperation.BALANCE) {
                return balance(till, request);
            }
            key = Optional.of(request.key());
            return switch (operation) {
                case BATCH ->
                    TillReply.of(
                            accounts.terminal(tenant, till).closeBatch(request.batch(), request.totals(), key.get()));
                case OFFLINE -> offline(till, request, key.get());
                default -> TillReply.of(answer(till, operation, request, key.get()));
            };
        } catch (TillRequestException wrong) {
            return TillReply.wrong(TillReply.WRONG, String.valueOf(wrong.getMessage()));
        } catch (LedgerException failed) {
            return TillReply.of(failed, key);
        }
    }

    private TillReply balance(TerminalId till, TillRequest request) throws TillRequestException, LedgerException {
        TerminalDesk desk = accounts.terminal(tenant, till);
        Optional<Pin> pin = request.pin();
        try (CardCode card = request.card()) {
            return TillReply.of(pin.isEmpty() ? desk.balance(card) : desk.balance(card, pin.get()));
        } finally {
            pin.ifPresent(Pin::close);
        }
    }

    private TillReply offline(TerminalId till, TillRequest request, OperationKey key)
            throws TillRequestException, LedgerException {
        try (CardCode card = request.card()) {
            return TillReply.of(accounts.offline(tenant, till)
                    .inBatch(request.batch())
                    .book(new OfflineSpending(card, request.amount(), request.spent(), request.sequence()), key));
        }
    }

    private Answer answer(TerminalId till, TillOperation operation, TillRequest request, OperationKey key)
            throws TillRequestException, LedgerException {
        TerminalDesk desk = accounts.terminal(tenant, till).inBatch(request.batch());
        Optional<Pin> pin = request.pin();
        try (CardCode card = request.card()) {
            return switch (operation) {
                case DEBIT -> desk.debit(spending(card, request, pin), key);
                case AUTHORISE -> {
                    Spending spending = spending(card, request, pin);
                    yield desk.authorise(request.hold().map(spending::heldFor).orElse(spending), key);
                }
                case CAPTURE ->
                    desk.capture(
                            card,
                            request.original(),
                            request.amount(),
                            request.keepsRest() ? CaptureRest.KEEP : CaptureRest.RELEASE,
                            key);
                case RELEASE -> desk.release(card, request.original(), key);
                case REFUND -> desk.refund(card, request.original(), request.amount(), key);
                case REVERSE -> desk.reverse(card, request.original(), key);
                case LOAD -> desk.load(card, request.amount(), key);
                case ACTIVATE -> desk.activate(card, key);
                case TRANSFER -> transfer(desk, card, request, pin, key);
                case PIN -> changePin(desk, card, request, pin, key);
                case BALANCE, BATCH, OFFLINE -> throw new IllegalStateException(operation + " has no such answer");
            };
        } finally {
            pin.ifPresent(Pin::close);
        }
    }

    private static Answer transfer(
            TerminalDesk desk, CardCode card, TillRequest request, Optional<Pin> pin, OperationKey key)
            throws TillRequestException, LedgerException {
        try (CardCode to = request.to()) {
            Spending spending = Spending.of(card, request.amount());
            return desk.transfer(pin.map(spending::withPin).orElse(spending), to, key);
        }
    }

    private static Answer changePin(
            TerminalDesk desk, CardCode card, TillRequest request, Optional<Pin> pin, OperationKey key)
            throws TillRequestException, LedgerException {
        try (Pin changed = request.newPin()) {
            return desk.changePin(
                    card, pin.orElseThrow(() -> new TillRequestException("pin is missing")), changed, key);
        }
    }

    private static Spending spending(CardCode card, TillRequest request, Optional<Pin> pin)
            throws TillRequestException {
        Spending spending = Spending.of(card, request.amount());
        if (request.isOrLess()) {
            spending = spending.orLess();
        }
        return pin.isEmpty() ? spending : spending.withPin(pin.get());
    }
}
