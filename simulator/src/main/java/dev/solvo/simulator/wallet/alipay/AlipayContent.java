package dev.solvo.simulator.wallet.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.simulator.wallet.UnitAmounts;
import dev.solvo.simulator.wallet.WalletDesk;
import dev.solvo.simulator.wallet.WalletOrder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The fields of biz_content, each checked where it is read. */
record AlipayContent(JsonNode values) {
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.ofHours(8));

    private static final long MOST_FEN = 10_000_000_000L;

    /** The value as text; empty if it is absent. */
    String get(String name) {
        JsonNode value = values.path(name);
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    String require(String name, String pattern) throws AlipayRefusal {
        String value = get(name);
        if (!value.matches(pattern)) {
            throw AlipayRefusal.business("ACQ.INVALID_PARAMETER");
        }
        return value;
    }

    void allow(String name, int longest) throws AlipayRefusal {
        if (get(name).codePointCount(0, get(name).length()) > longest) {
            throw AlipayRefusal.business("ACQ.INVALID_PARAMETER");
        }
    }

    /** Yuan with up to two decimals, as fen. */
    long fen(String name) throws AlipayRefusal {
        long fen = UnitAmounts.fenOfYuan(require(name, "(0|[1-9][0-9]{0,9})(\\.[0-9]{1,2})?"));
        if (fen < 1) {
            throw AlipayRefusal.business("ACQ.INVALID_PARAMETER");
        }
        if (fen > MOST_FEN) {
            throw AlipayRefusal.business("ACQ.TOTAL_FEE_EXCEED");
        }
        return fen;
    }

    /** Minutes, hours or days; so long if there is none. */
    Duration duration(String name, Duration otherwise) throws AlipayRefusal {
        if (get(name).isEmpty()) {
            return otherwise;
        }
        String text = require(name, "[1-9][0-9]{0,4}[mhd]");
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        Duration duration = switch (text.charAt(text.length() - 1)) {
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
        if (duration.compareTo(Duration.ofDays(15)) > 0) {
            throw AlipayRefusal.business("ACQ.INVALID_PARAMETER");
        }
        return duration;
    }

    /** The order that is spoken of, if there is one; trade_no wins. */
    Optional<WalletOrder> order(WalletDesk desk) throws AlipayRefusal {
        if (!get("trade_no").isEmpty()) {
            return desk.book().findTransaction(require("trade_no", "[0-9A-Za-z]{1,64}"));
        }
        return desk.book().find(require("out_trade_no", "[0-9A-Za-z_]{1,64}"));
    }

    /** No values. */
    @Override
    public String toString() {
        return "AlipayContent";
    }
}
