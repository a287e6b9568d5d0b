package dev.solvo.conformance.prepaid;

import dev.solvo.conformance.CaseException;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.CaptureRest;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.account.OperatorDesk;
import dev.solvo.prepaid.account.Spending;
import dev.solvo.prepaid.account.TerminalDesk;
import dev.solvo.prepaid.ledger.LedgerException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.joda.money.Money;

/** An operation on the books, as a case orders it at a till or in the office. */
enum PrepaidOperation {
    ISSUE {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            CardCode code = scene.newCard(order.card());
            String product = order.product().orElse("gift");
            return order.inactive()
                    ? scene.office().issueInactive(code, product, order.key())
                    : scene.office().issueActive(code, product, order.key());
        }
    },
    ACTIVATE {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            CardCode code = scene.card(order.card());
            return order.atOffice()
                    ? scene.office().activate(code, order.key())
                    : till(order, scene).activate(code, order.key());
        }
    },
    LOAD {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            CardCode code = scene.card(order.card());
            return order.atOffice()
                    ? scene.office().load(code, order.money(), order.key())
                    : till(order, scene).load(code, order.money(), order.key());
        }
    },
    DEBIT {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            return till(order, scene).debit(spending(order, scene), order.key());
        }
    },
    AUTHORISE {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            return till(order, scene).authorise(spending(order, scene), order.key());
        }
    },
    CAPTURE {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            return till(order, scene)
                    .capture(
                            scene.card(order.card()),
                            original(order),
                            order.money(),
                            order.release() ? CaptureRest.RELEASE : CaptureRest.KEEP,
                            order.key());
        }
    },
    RELEASE {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            CardCode code = scene.card(order.card());
            return order.atOffice()
                    ? scene.office().release(code, original(order), order.reason(), order.key())
                    : till(order, scene).release(code, original(order), order.key());
        }
    },
    REFUND {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            return till(order, scene).refund(scene.card(order.card()), original(order), order.money(), order.key());
        }
    },
    UNLINKED_REFUND {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            return till(order, scene).unlinkedRefund(scene.card(order.card()), order.money(), order.key());
        }
    },
    REVERSE {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            CardCode code = scene.card(order.card());
            return order.atOffice()
                    ? scene.office().reverse(code, original(order), order.reason(), order.key())
                    : till(order, scene).reverse(code, original(order), order.key());
        }
    },
    TRANSFER {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            CardCode to = scene.card(order.to().orElseThrow(() -> new CaseException("a transfer needs the key to")));
            return order.atOffice()
                    ? scene.office().transfer(scene.card(order.card()), to, order.money(), order.reason(), order.key())
                    : till(order, scene).transfer(spending(order, scene), to, order.key());
        }
    },
    BLOCK {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            return scene.office().block(scene.card(order.card()), order.reason(), order.key());
        }
    },
    UNBLOCK {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            return scene.office().unblock(scene.card(order.card()), order.reason(), order.key());
        }
    },
    LOST {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            return scene.office().lost(scene.card(order.card()), order.reason(), order.key());
        }
    },
    REPLACE {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            String successor = order.to().orElseThrow(() -> new CaseException("a replacement needs the key to"));
            OperatorDesk office = scene.office();
            return office.replace(scene.card(order.card()), scene.newCard(successor), order.reason(), order.key());
        }
    },
    EXPIRE {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            return scene.office().expire(scene.card(order.card()), order.reason(), order.key());
        }
    },
    ADJUST {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            return scene.office().adjust(scene.card(order.card()), order.money(), order.reason(), order.key());
        }
    },
    FEE {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            return scene.office().fee(scene.card(order.card()), order.money(), order.reason(), order.key());
        }
    },
    SET_PIN {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            try (Pin pin = pin(order)) {
                return scene.office().setPin(scene.card(order.card()), pin, order.key());
            }
        }
    },
    RESET_PIN_TRIES {
        @Override
        Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException {
            return scene.office().resetPinTries(scene.card(order.card()), order.key());
        }
    };

    /** Gives the order. */
    abstract Answer order(PrepaidOrder order, PrepaidScene scene) throws LedgerException, CaseException;

    /** The name in a case. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<PrepaidOperation> named(String word) {
        for (PrepaidOperation operation : values()) {
            if (operation.word().equals(word)) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }

    static Set<String> words() {
        Set<String> words = new TreeSet<>();
        for (PrepaidOperation operation : values()) {
            words.add(operation.word());
        }
        return words;
    }

    private static TerminalDesk till(PrepaidOrder order, PrepaidScene scene) throws CaseException {
        if (order.atOffice()) {
            throw new CaseException(order.operation().word() + " is ordered at a till, not in the office");
        }
        return scene.till(order.at());
    }

    private static Spending spending(PrepaidOrder order, PrepaidScene scene) throws CaseException {
        Money money = order.money();
        Spending spending = Spending.of(scene.card(order.card()), money);
        if (order.pin().isPresent()) {
            spending = spending.withPin(pin(order));
        }
        if (order.heldFor().isPresent()) {
            spending = spending.heldFor(order.heldFor().get());
        }
        return order.orLess() ? spending.orLess() : spending;
    }

    private static Pin pin(PrepaidOrder order) throws CaseException {
        return Pin.of(order.pin().orElseThrow(() -> new CaseException("expected the key pin")));
    }

    private static OperationKey original(PrepaidOrder order) throws CaseException {
        return order.original()
                .orElseThrow(() -> new CaseException(order.operation().word() + " needs the key original"));
    }
}
