package dev.solvo.simulator.wallet.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The fields of a request, of v3 with dots for what is nested, of v2 as they are; each is checked where it is read. */
record WeChatFields(JsonNode values) {
    static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss+08:00").withZone(BEIJING);
    static final DateTimeFormatter V2_TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(BEIJING);
    static final String ORDER_NUMBER = "[0-9A-Za-z_\\-|*]{6,32}";
    static final String REFUND_NUMBER = "[0-9A-Za-z_\\-|*@]{1,64}";

    String get(String path) {
        JsonNode node = values;
        for (String name : path.split("\\.", -1)) {
            node = node.path(name);
        }
        return node.isValueNode() && !node.isNull() ? node.asText() : "";
    }

    String require(String path, String pattern) throws WeChatRefusal {
        String value = get(path);
        if (!value.matches(pattern)) {
            throw WeChatRefusal.parameter(path);
        }
        return value;
    }

    void allow(String path, String pattern) throws WeChatRefusal {
        if (!get(path).isEmpty()) {
            require(path, pattern);
        }
    }

    long fen(String path) throws WeChatRefusal {
        return Long.parseLong(require(path, "[1-9][0-9]{0,9}"));
    }

    /** In v3 an amount is a number, not a text. */
    long number(String path) throws WeChatRefusal {
        long fen = fen(path);
        JsonNode node = values;
        for (String name : path.split("\\.", -1)) {
            node = node.path(name);
        }
        if (!node.isIntegralNumber()) {
            throw WeChatRefusal.parameter(path);
        }
        return fen;
    }

    /** No values. */
    @Override
    public String toString() {
        return "WeChatFields";
    }
}
