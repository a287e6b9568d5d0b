package dev.solvo.emv.contactless.kernel8;

import dev.solvo.emv.ContactlessOutcome.Cvm;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/**
 * Cardholder Verification Decision, tag 9F8102: the card says how its holder is verified; the terminal's risk management data
 * say which ways it allows.
 */
@SuppressWarnings("ImmutableEnumChecker") // tags, bytes and lists of them do not change
enum VerificationDecision {
    NO_CVM(0x00, 0x08, Cvm.NO_CVM, "1F0002"),
    SIGNATURE(0x01, 0x20, Cvm.SIGNATURE, "1E0000"),
    ONLINE_PIN(0x02, 0x40, Cvm.ONLINE_PIN, "020000"),
    ON_DEVICE(0x03, 0x04, Cvm.CONFIRMATION_CODE_VERIFIED, "010002"),
    NOT_APPLICABLE(0x0F, 0x00, Cvm.NOT_APPLICABLE, "3F0000"),
    FAILED(0xFF, 0x00, Cvm.NO_CVM, "3F0001");

    private final int code;
    private final int allowedBy;
    private final Cvm cvm;
    private final Bytes results;

    VerificationDecision(int code, int allowedBy, Cvm cvm, String results) {
        this.code = code;
        this.allowedBy = allowedBy;
        this.cvm = cvm;
        this.results = Bytes.fromHex(results);
    }

    /** The card's decision, or a failure where the terminal does not allow it or the code means nothing. */
    static VerificationDecision of(int code, int terminalRiskManagement) {
        Optional<VerificationDecision> found = Optional.empty();
        for (VerificationDecision decision : values()) {
            if (decision.code == code) {
                found = Optional.of(decision);
            }
        }
        return found.filter(decision -> decision.isAllowed(terminalRiskManagement))
                .orElse(FAILED);
    }

    private boolean isAllowed(int terminalRiskManagement) {
        return allowedBy == 0 || (terminalRiskManagement & allowedBy) != 0;
    }

    Cvm cvm() {
        return cvm;
    }

    /** Tag 9F34. */
    Bytes results() {
        return results;
    }
}
