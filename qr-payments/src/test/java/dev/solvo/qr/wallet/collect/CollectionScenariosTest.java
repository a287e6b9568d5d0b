package dev.solvo.qr.wallet.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.wallet.BilingualText;
import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.Refusal;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.collect.ReplyGateway.Call;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.FileCollectionStore;
import dev.solvo.qr.wallet.record.SaleReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts of outcome-scenarios.json: each ends in its one final state, and sends what the script says. */
class CollectionScenariosTest {
    private static final Money AMOUNT = Money.of(CurrencyUnit.of("CNY"), 88.88);
    private static final CollectionPolicy POLICY = new CollectionPolicy(
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            false,
            Duration.ofSeconds(45),
            5,
            Duration.ofSeconds(15),
            Duration.ofSeconds(2),
            4);

    static List<JsonNode> scenarios() {
        return QrVectors.records("outcome-scenarios.json");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void endsInItsOneFinalState(JsonNode scenario, @TempDir Path directory) throws Exception {
        ScriptedWallet wallet = new ScriptedWallet(POLICY);
        AtomicBoolean givesUp = new AtomicBoolean();
        for (JsonNode step : scenario.get("steps")) {
            if (step.asText().startsWith("cancel requested by cashier")) {
                givesUp.set(true);
                wallet.on(Call.PAY, new PaymentReply.Waiting("10003"));
            } else {
                script(wallet, step.asText());
            }
        }
        VirtualTime time = new VirtualTime();
        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            BlockingCollector collector =
                    new BlockingCollector(wallet, wallet, store, time, time, CollectionObserver.NONE);
            CashierScreen screen = new CashierScreen() {
                @Override
                public boolean givesUp() {
                    return givesUp.get();
                }
            };
            Order order = Order.of(OrderNumber.of("20261123100000001"), AMOUNT, "dinner");
            CollectionStep.End end =
                    collector.charge(SaleReference.of("bill-7"), order, PaymentCode.of("281234567890123456"), screen);
            CollectionRecord record = ((CollectionStep.Done) end).record();
            String expected = scenario.get("final").asText();
            assertEquals(
                    expected,
                    record.state().getClass().getSimpleName().toUpperCase(Locale.ROOT),
                    scenario.get("id").asText() + " " + wallet.sent());
            assertEquals(Optional.of(record), store.find(record.wallet(), record.account(), order.number()));
            assertEquals(!expected.equals("UNKNOWN"), record.isResolved());
            assertTrue(
                    wallet.sent().stream().filter(call -> call == Call.PAY).count() == 1,
                    "paid more than once: " + wallet.sent());
            if (expected.equals("DECLINED") || expected.equals("APPROVED") && !mentions(scenario, "reverse:")) {
                assertTrue(!wallet.sent().contains(Call.CANCEL), "nothing to take back: " + wallet.sent());
            }
        }
    }

    private static boolean mentions(JsonNode scenario, String text) {
        return scenario.get("steps").toString().contains(text);
    }

    private static void script(ScriptedWallet wallet, String step) {
        String call = step.substring(0, step.indexOf(':'));
        String answer =
                step.substring(step.indexOf(':') + 1).replace(" x max", "").replace(" before cancel", "");
        switch (call) {
            case "pay", "micropay", "codepay", "consume" -> wallet.on(Call.PAY, paymentReply(answer));
            case "query" -> wallet.on(Call.QUERY, paymentReply(answer));
            case "cancel", "reverse", "reversal" -> wallet.on(Call.CANCEL, cancelReply(answer));
            default -> throw new AssertionError("no call " + call);
        }
    }

    private static Object paymentReply(String answer) {
        return switch (answer) {
            case "10000", "SUCCESS", "TRADE_SUCCESS", "00 origRespCode=00" -> paid(AMOUNT);
            case "TRADE_SUCCESS amount differs" -> paid(AMOUNT.plusMinor(1));
            case "10003", "USERPAYING", "202 USERPAYING", "WAIT_BUYER_PAY", "NOTPAY" ->
                new PaymentReply.Waiting(answer);
            case "timeout" -> TransportException.Kind.NO_ANSWER;
            case "20000",
                    "SYSTEMERROR",
                    "return_code=FAIL SYSTEMERROR",
                    "500 SYSTEM_ERROR",
                    "04",
                    "00 origRespCode=05" -> new PaymentReply.NotKnown(UnknownCause.WALLET_UNSURE, answer);
            case "10000 bad signature" -> new PaymentReply.NotKnown(UnknownCause.SIGNATURE_WRONG, "10000");
            case "40004 ACQ.PAYMENT_AUTH_CODE_INVALID", "NOTENOUGH" -> new PaymentReply.Refused(refusal(answer));
            case "40004 ACQ.TRADE_HAS_SUCCESS" -> new PaymentReply.QueryFirst(answer);
            case "ACQ.TRADE_NOT_EXIST", "404 ORDER_NOT_EXIST", "34" -> new PaymentReply.NotFound(answer);
            case "PAYERROR" -> new PaymentReply.Failed(answer);
            case "REVOKED" -> new PaymentReply.Closed(answer);
            default -> throw new AssertionError("no answer " + answer);
        };
    }

    private static Object cancelReply(String answer) {
        return switch (answer) {
            case "10000 retry_flag=N (no action)", "SUCCESS recall=N", "200", "00" -> new CancelReply.Cancelled("");
            case "SYSTEMERROR recall=Y" -> new CancelReply.Again("SYSTEMERROR");
            case "USERPAYING recall=Y" -> new CancelReply.QueryFirst("USERPAYING");
            case "timeout" -> TransportException.Kind.NO_ANSWER;
            default -> throw new AssertionError("no answer " + answer);
        };
    }

    private static PaymentReply paid(Money amount) {
        return new PaymentReply.Paid(new Payment(
                amount,
                Optional.of(amount),
                List.of(),
                Optional.of(amount),
                new TransactionId("2026112322001"),
                Optional.empty()));
    }

    private static Refusal refusal(String code) {
        BilingualText text = new BilingualText("拒绝", "refused");
        return new Refusal(code, Refusal.NextStep.FRESH_CODE, text, text);
    }
}
