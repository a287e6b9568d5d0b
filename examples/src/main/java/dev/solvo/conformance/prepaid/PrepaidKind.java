package dev.solvo.conformance.prepaid;

import dev.solvo.cli.prepaid.PolicyFile;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.CaseProcedure;
import dev.solvo.conformance.file.CaseKind;
import dev.solvo.conformance.file.CaseNode;
import dev.solvo.conformance.file.CaseObject;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.ProductRules;
import dev.solvo.prepaid.account.TenantPolicy;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;

/** Cases of kind {@code prepaid}: a policy and steps. */
public final class PrepaidKind implements CaseKind {
    private static final String DEFAULT_TILL = "till-1";
    private static final String DEFAULT_REASON = "conformance";
    private static final int MOST_STEPS = 200;
    private static final Set<String> OTHER_STEPS = Set.of("balance", "code", "wait", "forget-keys", "audit");

    /** Reads cases of its kind. */
    public PrepaidKind() {}

    @Override
    public String name() {
        return "prepaid";
    }

    @Override
    public CaseProcedure read(CaseObject file) {
        CurrencyUnit currency = file.read("currency", PrepaidKind::currency).orElse(CurrencyUnit.of("CNY"));
        TenantPolicy policy = file.read("policy", PrepaidKind::policy).orElseGet(() -> withoutLimits(currency));
        List<CaseNode> items = file.items("steps");
        if (items.isEmpty() || items.size() > MOST_STEPS) {
            file.fault("expected the key steps with 1 to " + MOST_STEPS + " steps");
        }
        List<PrepaidStep> steps = new ArrayList<>();
        for (CaseNode item : items) {
            Optional<CaseObject> step = file.object(item, "steps");
            if (step.isPresent()) {
                step(step.get(), currency).ifPresent(steps::add);
                step.get().close();
            }
        }
        return new PrepaidProcedure(policy, steps);
    }

    private static Optional<PrepaidStep> step(CaseObject step, CurrencyUnit currency) {
        Set<String> words = new TreeSet<>(OTHER_STEPS);
        words.addAll(PrepaidOperation.words());
        if (!step.has("do")) {
            step.fault("expected the key do");
            return Optional.empty();
        }
        Optional<String> word = step.word("do", words);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        return switch (word.get()) {
            case "wait" -> step.read("for", value -> duration(value.text())).map(PrepaidStep.Wait::new);
            case "forget-keys" -> Optional.of(new PrepaidStep.ForgetKeys());
            case "audit" -> Optional.of(new PrepaidStep.Audit());
            case "code" -> Optional.of(new PrepaidStep.Code(step.requiredText("card")));
            case "balance" ->
                Optional.of(new PrepaidStep.Balance(
                        step.text("at").orElse(DEFAULT_TILL),
                        step.requiredText("card"),
                        step.text("pin"),
                        expectation(step, currency)));
            default ->
                Optional.of(new PrepaidStep.Ordered(
                        order(step, PrepaidOperation.named(word.get()).orElseThrow(), currency),
                        expectation(step, currency)));
        };
    }

    private static PrepaidOrder order(CaseObject step, PrepaidOperation operation, CurrencyUnit currency) {
        return new PrepaidOrder(
                operation,
                step.text("at").orElse(DEFAULT_TILL),
                step.requiredText("card"),
                step.text("to"),
                step.text("product"),
                step.read("amount", value -> money(value.text(), currency)),
                key(step, "key").orElseGet(() -> {
                    if (!step.has("key")) {
                        step.fault("expected the key key: every operation has an idempotency key");
                    }
                    return OperationKey.of("none");
                }),
                key(step, "original"),
                step.text("pin"),
                step.read("heldFor", value -> duration(value.text())),
                step.flag("orLess", false),
                step.flag("release", false),
                step.flag("inactive", false),
                step.text("reason").orElse(DEFAULT_REASON));
    }

    private static PrepaidExpectation expectation(CaseObject step, CurrencyUnit currency) {
        return step.object("expect")
                .map(expect -> PrepaidExpectation.read(expect, currency))
                .orElse(PrepaidExpectation.NONE);
    }

    private static Optional<OperationKey> key(CaseObject step, String name) {
        return step.read(name, value -> {
            try {
                return OperationKey.of(value.text());
            } catch (IllegalArgumentException noKey) {
                throw new CaseException(String.valueOf(noKey.getMessage()), noKey);
            }
        });
    }

    static Money money(String text, CurrencyUnit currency) throws CaseException {
        try {
            return Money.parse(currency.getCode() + " " + text);
        } catch (IllegalArgumentException | ArithmeticException noAmount) {
            throw new CaseException(
                    "expected an amount such as 12.50, with at most " + currency.getDecimalPlaces() + " decimals",
                    noAmount);
        }
    }

    private static Duration duration(String text) throws CaseException {
        try {
            return Duration.parse(text.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException noDuration) {
            throw new CaseException("expected a duration such as PT30M or P2D", noDuration);
        }
    }

    private static CurrencyUnit currency(CaseNode value) throws CaseException {
        try {
            return CurrencyUnit.of(value.text());
        } catch (IllegalCurrencyException unknown) {
            throw new CaseException("expected a currency's code such as CNY", unknown);
        }
    }

    private static TenantPolicy policy(CaseNode value) throws CaseException {
        try {
            return PolicyFile.policy(value.toJson(), PrepaidScene.TENANT);
        } catch (BadInputException wrong) {
            throw new CaseException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static TenantPolicy withoutLimits(CurrencyUnit currency) {
        return TenantPolicy.builder(PrepaidScene.TENANT)
                .product(ProductRules.builder("gift", currency)
                        .partialApproval(true)
                        .balanceOnRefusal(true)
                        .build())
                .build();
    }
}
