package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.JsonFile;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.account.AmountRange;
import dev.solvo.prepaid.account.PinRules;
import dev.solvo.prepaid.account.ProductRules;
import dev.solvo.prepaid.account.TenantPolicy;
import dev.solvo.prepaid.account.VelocityLimit;
import dev.solvo.prepaid.ledger.OperationKind;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;

/**
 * A tenant's products and their rules as a JSON file: limits are data. A key that is not known is refused, for a limit that was
 * mistyped would not hold. Amounts are in minor units.
 */
public final class PolicyFile {
    private static final int MOST_PRODUCTS = 100;

    private PolicyFile() {}

    /**
     * Reads a file.
     *
     * @throws BadInputException with the place of what is wrong
     */
    public static TenantPolicy read(Path path, TenantId tenant) throws BadInputException {
        try {
            return policy(JsonFile.read(path), tenant);
        } catch (BadInputException wrong) {
            throw new BadInputException(path + ": " + wrong.getMessage(), wrong);
        }
    }

    /**
     * The policy that a JSON object says.
     *
     * @throws BadInputException with the place of what is wrong
     */
    public static TenantPolicy policy(JsonNode file, TenantId tenant) throws BadInputException {
        Place root = new Place("", file);
        root.allow("zone", "keyRetention", "products");
        TenantPolicy.Builder policy = TenantPolicy.builder(tenant);
        JsonNode products = file.path("products");
        if (!products.isArray() || products.isEmpty() || products.size() > MOST_PRODUCTS) {
            throw new BadInputException("/products is no array of 1 to " + MOST_PRODUCTS + " products");
        }
        try {
            root.text("zone").map(ZoneId::of).ifPresent(policy::zone);
            root.duration("keyRetention").ifPresent(policy::keyRetention);
            for (int i = 0; i < products.size(); i++) {
                policy.product(product(new Place("/products/" + i, products.get(i))));
            }
            return policy.build();
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException wrong) {
            throw new BadInputException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** One product for each currency, named after it, without limits but those of the books. */
    static TenantPolicy withoutLimits(TenantId tenant) {
        TenantPolicy.Builder policy = TenantPolicy.builder(tenant);
        for (CurrencyUnit currency : CurrencyUnit.registeredCurrencies()) {
            policy.product(ProductRules.builder(currency.getCode(), currency)
                    .partialApproval(true)
                    .balanceOnRefusal(true)
                    .build());
        }
        return policy.build();
    }

    /** The name of the only product of a currency. */
    static Optional<String> product(TenantPolicy policy, CurrencyUnit currency) {
        List<ProductRules> found = policy.products().values().stream()
                .filter(rules -> rules.currency().equals(currency))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0).name()) : Optional.empty();
    }

    private static ProductRules product(Place place) throws BadInputException {
        place.allow(
                "name",
                "currency",
                "maximumBalance",
                "amounts",
                "fees",
                "velocity",
                "atTerminals",
                "holds",
                "partialApproval",
                "unlinkedRefunds",
                "balanceOnRefusal",
                "expiry",
                "pin");
        CurrencyUnit currency;
        try {
            currency = CurrencyUnit.of(place.needed("currency"));
        } catch (IllegalCurrencyException unknown) {
            throw place.wrong("currency", "is no ISO 4217 code");
        }
        ProductRules.Builder rules = ProductRules.builder(place.needed("name"), currency);
        if (place.has("maximumBalance")) {
            rules.maximumBalance(place.number("maximumBalance"));
        }
        for (Map.Entry<String, JsonNode> amount : place.members("amounts")) {
            Place range = new Place(place.at("amounts/" + amount.getKey()), amount.getValue());
            range.allow("least", "most");
            rules.amounts(
                    place.kind(amount.getKey()),
                    new AmountRange(
                            range.number("least", AmountRange.ANY.least()), range.number("most", AmountRange.LARGEST)));
        }
        Place fees = new Place(place.at("fees"), place.node().path("fees"));
        for (Map.Entry<String, JsonNode> fee : place.members("fees")) {
            rules.fee(place.kind(fee.getKey()), fees.number(fee.getKey()));
        }
        JsonNode limits = place.node().path("velocity");
        for (int i = 0; i < limits.size(); i++) {
            Place limit = new Place(place.at("velocity/" + i), limits.get(i));
            limit.allow("kinds", "window", "mostOperations", "mostAmount");
            rules.velocity(new VelocityLimit(
                    limit.kinds("kinds"),
                    limit.duration("window").orElseThrow(() -> limit.wrong("window", "is missing")),
                    limit.number("mostOperations", Long.MAX_VALUE),
                    limit.number("mostAmount", Long.MAX_VALUE)));
        }
        if (place.has("atTerminals")) {
            rules.atTerminals(place.kinds("atTerminals"));
        }
        holds(place, rules);
        place.flag("partialApproval").ifPresent(rules::partialApproval);
        place.flag("unlinkedRefunds").ifPresent(rules::unlinkedRefunds);
        place.flag("balanceOnRefusal").ifPresent(rules::balanceOnRefusal);
        if (place.has("expiry")) {
            Place expiry = place.object("expiry");
            expiry.allow("validDays", "graceDays");
            rules.expiry(Math.toIntExact(expiry.number("validDays")), Math.toIntExact(expiry.number("graceDays", 0)));
        }
        if (place.has("pin")) {
            rules.pin(pin(place.object("pin")));
        }
        return rules.build();
    }

    private static void holds(Place place, ProductRules.Builder rules) throws BadInputException {
        if (!place.has("holds")) {
            return;
        }
        Place holds = place.object("holds");
        holds.allow("lifetime", "longest", "most", "captureAbovePercent");
        Optional<Duration> lifetime = holds.duration("lifetime");
        Optional<Duration> longest = holds.duration("longest");
        if (lifetime.isPresent() || longest.isPresent()) {
            Duration usual = lifetime.or(() -> longest).orElseThrow();
            rules.holds(usual, longest.orElse(usual));
        }
        if (holds.has("most")) {
            rules.mostHolds(Math.toIntExact(holds.number("most")));
        }
        if (holds.has("captureAbovePercent")) {
            rules.captureAboveHold(Math.toIntExact(holds.number("captureAbovePercent")));
        }
    }

    private static PinRules pin(Place pin) throws BadInputException {
        pin.allow("leastDigits", "mostDigits", "tries", "freeUpTo", "forBalance");
        PinRules strict = PinRules.STRICT;
        return new PinRules(
                Math.toIntExact(pin.number("leastDigits", strict.leastDigits())),
                Math.toIntExact(pin.number("mostDigits", strict.mostDigits())),
                Math.toIntExact(pin.number("tries", strict.tries())),
                pin.number("freeUpTo", strict.freeUpTo()),
                pin.flag("forBalance").orElse(strict.forBalance()));
    }

    /** An object in the file, and where it is. */
    private record Place(String pointer, JsonNode node) {
        String at(String name) {
            return pointer + "/" + name;
        }

        BadInputException wrong(String name, String what) {
            return new BadInputException(at(name) + " " + what);
        }

        boolean has(String name) {
            return node.has(name);
        }

        /** Refuses every key but these. */
        void allow(String... names) throws BadInputException {
            if (!node.isObject()) {
                throw new BadInputException((pointer.isEmpty() ? "it" : pointer) + " is no object");
            }
            Set<String> unknown = new HashSet<>();
            node.fieldNames().forEachRemaining(unknown::add);
            unknown.removeAll(Set.of(names));
            if (!unknown.isEmpty()) {
                throw wrong(unknown.iterator().next(), "is not known; known are " + String.join(", ", names));
            }
        }

        Place object(String name) {
            return new Place(at(name), node.path(name));
        }

        Set<Map.Entry<String, JsonNode>> members(String name) throws BadInputException {
            JsonNode member = node.path(name);
            if (!member.isMissingNode() && !member.isObject()) {
                throw wrong(name, "is no object");
            }
            return member.properties();
        }

        Optional<String> text(String name) throws BadInputException {
            JsonNode value = node.path(name);
            if (value.isMissingNode()) {
                return Optional.empty();
            }
            if (!value.isTextual()) {
                throw wrong(name, "is no text");
            }
            return Optional.of(value.asText());
        }

        String needed(String name) throws BadInputException {
            return text(name).orElseThrow(() -> wrong(name, "is missing"));
        }

        Optional<Duration> duration(String name) throws BadInputException {
            Optional<String> text = text(name);
            try {
                return text.map(Duration::parse);
            } catch (DateTimeException broken) {
                throw wrong(name, "is no duration such as P7D or PT12H");
            }
        }

        Optional<Boolean> flag(String name) throws BadInputException {
            JsonNode value = node.path(name);
            if (value.isMissingNode()) {
                return Optional.empty();
            }
            if (!value.isBoolean()) {
                throw wrong(name, "is neither true nor false");
            }
            return Optional.of(value.asBoolean());
        }

        long number(String name) throws BadInputException {
            JsonNode value = node.path(name);
            if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                throw wrong(name, "is no whole number");
            }
            return value.asLong();
        }

        long number(String name, long otherwise) throws BadInputException {
            return has(name) ? number(name) : otherwise;
        }

        OperationKind kind(String name) throws BadInputException {
            try {
                return OperationKind.valueOf(name);
            } catch (IllegalArgumentException unknown) {
                throw new BadInputException(pointer + " names an operation that there is not: " + name);
            }
        }

        Set<OperationKind> kinds(String name) throws BadInputException {
            JsonNode array = node.path(name);
            if (!array.isArray()) {
                throw wrong(name, "is no array of operations");
            }
            EnumSet<OperationKind> kinds = EnumSet.noneOf(OperationKind.class);
            for (JsonNode value : array) {
                kinds.add(kind(value.asText()));
            }
            return kinds;
        }
    }
}
