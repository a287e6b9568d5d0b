package dev.solvo.cli.vectors;

import static dev.solvo.cli.vectors.MismatchException.ifDifferent;
import static dev.solvo.cli.vectors.MismatchException.ifNot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.scanner.ScannedCode;
import dev.solvo.qr.scanner.ScannerInput;
import dev.solvo.qr.scanner.ScannerRules;
import dev.solvo.qr.wallet.Wallet;

/** What a scanner read, told apart. */
final class ScannerInputCheck implements RecordCheck {
    @Override
    public String check(JsonNode record) throws MismatchException {
        ScannedCode code = ScannerInput.by(ScannerRules.DEFAULT)
                .classify(record.path("input").asText());
        ifDifferent("kind", record.path("wallet").asText(), name(code));
        boolean certain = !(code instanceof ScannedCode.Unrecognised);
        ifDifferent("confidence", record.path("confidence").asText(), certain ? "certain" : "none");
        ifNot(!code.reason().isEmpty(), "no reason is given");
        return "kind, with the reason: " + code.reason();
    }

    private static String name(ScannedCode code) {
        if (code instanceof ScannedCode.WalletCode walletCode) {
            return name(walletCode.wallet());
        }
        if (code instanceof ScannedCode.MerchantUrl url) {
            return name(url.wallet()) + "_MERCHANT_URL";
        }
        if (code instanceof ScannedCode.ConsumerPresented) {
            return "EMV_CPM";
        }
        return code instanceof ScannedCode.MerchantPresented ? "EMV_MPM" : "UNKNOWN";
    }

    private static String name(Wallet wallet) {
        return wallet == Wallet.WECHAT_PAY ? "WECHAT" : wallet.name();
    }
}
