package dev.solvo.cli.qr;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.qr.scanner.ScannedCode;
import dev.solvo.qr.scanner.ScannerInput;
import dev.solvo.qr.scanner.ScannerRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What was scanned from a customer's phone. No message repeats it. */
final class CustomerCode {
    private CustomerCode() {}

    /**
     * A payment code of some wallet.
     *
     * @param text the code, or - for standard input
     * @throws BadInputException with the reason if it is none
     */
    static ScannedCode.WalletCode read(String text) throws BadInputException {
        ScannedCode scanned = ScannerInput.by(ScannerRules.DEFAULT).classify(text.equals("-") ? standardInput() : text);
        if (scanned instanceof ScannedCode.WalletCode code) {
            return code;
        }
        if (scanned instanceof ScannedCode.Unrecognised unrecognised) {
            throw new BadInputException("--code: " + unrecognised.cause() + ": " + unrecognised.reason());
        }
        String what = scanned instanceof ScannedCode.ConsumerPresented
                ? "an EMVCo consumer code, which goes to a card acquirer"
                : "a merchant's code, which customers scan";
        throw new BadInputException("--code is " + what + " (" + scanned.reason() + "), no wallet's payment code");
    }

    private static String standardInput() throws BadInputException {
        try {
            byte[] bytes = System.in.readNBytes(4 * ScannerInput.MAXIMUM_LENGTH + 1);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read standard input", unreadable);
        }
    }
}
