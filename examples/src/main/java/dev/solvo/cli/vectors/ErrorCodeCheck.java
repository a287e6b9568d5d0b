package dev.solvo.cli.vectors;

import static dev.solvo.cli.vectors.MismatchException.ifDifferent;
import static dev.solvo.cli.vectors.MismatchException.ifNot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.alipay.AlipayCodes;
import dev.solvo.qr.unionpay.UnionPayCodes;
import dev.solvo.qr.wallet.BilingualText;
import dev.solvo.qr.wallet.CodeTable;
import dev.solvo.qr.wechat.WeChatPayCodes;
import java.util.Map;

/** What each code of the wallets means for its call, and that cashier and customer can read it. */
final class ErrorCodeCheck implements RecordCheck {
    private final Map<String, CodeTable> tables =
            Map.of("ALIPAY", AlipayCodes.table(), "UNIONPAY", UnionPayCodes.table(), "WECHAT", WeChatPayCodes.table());

    @Override
    public String check(JsonNode record) throws MismatchException, UnsupportedRecordException {
        CodeTable table = tables.get(record.path("wallet").asText());
        if (table == null) {
            throw new UnsupportedRecordException("wallet " + record.path("wallet"));
        }
        String code = record.path("code").asText();
        CodeTable.Entry entry = table.find(record.path("call").asText(), code)
                .orElseThrow(() -> new MismatchException("code " + code + " is not listed"));
        ifDifferent("outcome", record.path("outcome").asText(), entry.outcome().name());
        readable("cashier", entry.refusal().cashier());
        readable("customer", entry.refusal().customer());
        return code + " is " + entry.outcome() + ", texts for cashier and customer";
    }

    private static void readable(String who, BilingualText text) throws MismatchException {
        ifNot(!text.chinese().isEmpty() && !text.english().isEmpty(), "no text for the " + who);
    }
}
