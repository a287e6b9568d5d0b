package dev.solvo.cli.vectors;

import com.fasterxml.jackson.databind.JsonNode;

/** Which check belongs to which file. */
final class RecordChecks {
    private RecordChecks() {}

    static RecordCheck of(String file, JsonNode tree, TestKeys keys) {
        return switch (file) {
            case "alipay-api.json" -> new AlipayApiCheck(keys);
            case "alipay-signature.json" -> new AlipaySignatureCheck(keys);
            case "crc16.json" -> new Crc16Check();
            case "emv-mpm.json", "emv-mpm-negative.json", "national-profiles.json" -> new MerchantCodeCheck();
            case "emv-cpm.json" -> new ConsumerCodeCheck();
            case "error-codes.json" -> new ErrorCodeCheck();
            case "outcome-scenarios.json" -> new OutcomeScenarioCheck();
            case "payment-code-detection.json" -> new ScannerInputCheck();
            case "unionpay.json" -> new UnionPayCheck(tree, keys);
            case "wechat-aesgcm.json" -> new WeChatPayResourceCheck();
            case "wechat-api.json" -> new WeChatPayApiCheck(keys);
            case "wechat-v2-signature.json" -> new WeChatPayV2SignatureCheck();
            case "wechat-v3-signature.json" -> new WeChatPayV3SignatureCheck(keys);
            default ->
                record -> {
                    throw new UnsupportedRecordException("no check for records of " + file);
                };
        };
    }
}
