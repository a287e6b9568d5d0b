package dev.solvo.qr.wallet.record;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.record.CollectionRecord.Phase;
import dev.solvo.qr.wallet.record.CollectionRecord.Presentation;
import java.time.Instant;

/** A record as JSON. */
final class CollectionJson {
    private CollectionJson() {}

    static String write(CollectionRecord record) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("collection", 1);
        json.put("revision", record.revision());
        json.put("wallet", record.wallet().name());
        json.put("account", record.account());
        json.put("sale", record.sale().text());
        JsonValues.put(json.putObject("order"), record.order());
        json.put("presentation", record.presentation().name());
        json.put("expiresAt", record.expiresAt().toString());
        json.put("phase", record.phase().name());
        json.put("codeGiven", record.codeGiven());
        json.put("queries", record.queries());
        json.put("takeBacks", record.takeBacks());
        json.put("takeBackUnsure", record.takeBackUnsure());
        json.put("changedAt", record.changedAt().toString());
        json.set("state", StateJson.write(record.state()));
        return json.toString();
    }

    static CollectionRecord read(String text) throws QrException {
        return JsonValues.read(
                text,
                "collection",
                json -> new CollectionRecord(
                        JsonValues.number(json, "revision"),
                        Wallet.valueOf(JsonValues.text(json, "wallet")),
                        JsonValues.text(json, "account"),
                        SaleReference.of(JsonValues.text(json, "sale")),
                        JsonValues.order(JsonValues.object(json, "order")),
                        Presentation.valueOf(JsonValues.text(json, "presentation")),
                        Instant.parse(JsonValues.text(json, "expiresAt")),
                        Phase.valueOf(JsonValues.text(json, "phase")),
                        JsonValues.flag(json, "codeGiven"),
                        Math.toIntExact(JsonValues.number(json, "queries")),
                        Math.toIntExact(JsonValues.number(json, "takeBacks")),
                        JsonValues.flag(json, "takeBackUnsure"),
                        Instant.parse(JsonValues.text(json, "changedAt")),
                        StateJson.read(JsonValues.object(json, "state"))));
    }
}
