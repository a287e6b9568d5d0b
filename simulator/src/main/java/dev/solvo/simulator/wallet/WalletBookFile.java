package dev.solvo.simulator.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.simulator.wallet.WalletBook.Appointment;
import dev.solvo.simulator.wallet.WalletBook.Contents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Books in a file of JSON, so that a wallet can be stopped and started again. Notices not yet pushed are not kept. */
public final class WalletBookFile {
    private static final JsonMapper JSON = new JsonMapper();

    private WalletBookFile() {}

    /** Writes the books, in one step. */
    public static void save(WalletBook book, Path file) throws IOException {
        Contents contents = book.contents();
        ObjectNode root = JSON.createObjectNode();
        ArrayNode orders = root.putArray("orders");
        contents.orders().forEach(order -> put(orders.addObject(), order));
        ArrayNode refunds = root.putArray("refunds");
        contents.refunds().forEach(refund -> put(refunds.addObject(), refund));
        ObjectNode appointments = root.putObject("appointments");
        contents.appointments()
                .forEach((number, appointment) -> appointments
                        .putObject(number)
                        .put("at", appointment.at().toString())
                        .put("pays", appointment.pays()));
        ArrayNode codes = root.putArray("usedCodes");
        contents.usedCodes().forEach(codes::add);
        ArrayNode voidNumbers = root.putArray("voidNumbers");
        contents.voidNumbers().forEach(voidNumbers::add);
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.write(partial, JSON.writeValueAsBytes(root));
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Reads books.
     *
     * @throws IOException if the file is not there or does not hold books
     */
    public static WalletBook load(Path file) throws IOException {
        JsonNode root = JSON.readTree(Files.readAllBytes(file));
        try {
            List<WalletOrder> orders = new ArrayList<>();
            root.required("orders").forEach(node -> orders.add(order(node)));
            List<WalletRefund> refunds = new ArrayList<>();
            root.required("refunds").forEach(node -> refunds.add(refund(node)));
            Map<String, Appointment> appointments = new TreeMap<>();
            root.required("appointments")
                    .properties()
                    .forEach(entry -> appointments.put(
                            entry.getKey(),
                            new Appointment(
                                    time(entry.getValue(), "at"),
                                    entry.getValue().required("pays").asBoolean())));
            Set<String> codes = new HashSet<>();
            root.required("usedCodes").forEach(node -> codes.add(node.asText()));
            Set<String> voidNumbers = new HashSet<>();
            root.required("voidNumbers").forEach(node -> voidNumbers.add(node.asText()));
            return WalletBook.of(new Contents(orders, refunds, appointments, codes, voidNumbers));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("not a wallet's books: " + file, e);
        }
    }

    private static void put(ObjectNode node, WalletOrder order) {
        node.put("number", order.number())
                .put("transactionId", order.transactionId())
                .put("amountMinor", order.amountMinor())
                .put("currency", order.currency())
                .put("state", order.state().name())
                .put("createdAt", order.createdAt().toString())
                .put("paidAt", order.paidAt().map(Instant::toString).orElse(""))
                .put("expiresAt", order.expiresAt().toString())
                .put("codeHash", order.codeHash());
        ObjectNode details = node.putObject("details");
        order.details().forEach(details::put);
    }

    private static WalletOrder order(JsonNode node) {
        Map<String, String> details = new TreeMap<>();
        node.required("details")
                .properties()
                .forEach(entry -> details.put(entry.getKey(), entry.getValue().asText()));
        return new WalletOrder(
                text(node, "number"),
                text(node, "transactionId"),
                node.required("amountMinor").asLong(),
                text(node, "currency"),
                OrderState.valueOf(text(node, "state")),
                time(node, "createdAt"),
                text(node, "paidAt").isEmpty() ? Optional.empty() : Optional.of(time(node, "paidAt")),
                time(node, "expiresAt"),
                text(node, "codeHash"),
                details);
    }

    private static void put(ObjectNode node, WalletRefund refund) {
        node.put("number", refund.number())
                .put("orderNumber", refund.orderNumber())
                .put("refundId", refund.refundId())
                .put("amountMinor", refund.amountMinor())
                .put("requestedAt", refund.requestedAt().toString())
                .put("doneAt", refund.doneAt().toString())
                .put("notifyUrl", refund.notifyUrl());
    }

    private static WalletRefund refund(JsonNode node) {
        return new WalletRefund(
                text(node, "number"),
                text(node, "orderNumber"),
                text(node, "refundId"),
                node.required("amountMinor").asLong(),
                time(node, "requestedAt"),
                time(node, "doneAt"),
                text(node, "notifyUrl"));
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).asText();
    }

    private static Instant time(JsonNode node, String name) {
        return Instant.parse(text(node, name));
    }
}
