package dev.solvo.qr.alipay;

import dev.solvo.qr.wallet.CallOutcome;
import dev.solvo.qr.wallet.CodeTable;
import dev.solvo.qr.wallet.Refusal;
import dev.solvo.qr.wallet.UnknownCause;
import java.util.Optional;

/** A verified answer and what its code means for the call that got it. */
final class AlipayVerdict {
    private final AlipayAnswer answer;
    private final Optional<CodeTable.Entry> entry;

    private AlipayVerdict(AlipayAnswer answer, Optional<CodeTable.Entry> entry) {
        this.answer = answer;
        this.entry = entry;
    }

    static AlipayVerdict of(AlipayAnswer answer, AlipayMethod method, CodeTable codes) {
        Optional<CodeTable.Entry> entry = codes.find(method.call(), answer.code());
        return new AlipayVerdict(answer, entry.isPresent() ? entry : unavailable(answer.code(), method, codes));
    }

    /** 20000 with any sub_code is unknown; and V3 does not say 20000, but the sub_codes that belong to it. */
    private static Optional<CodeTable.Entry> unavailable(String code, AlipayMethod method, CodeTable codes) {
        return code.startsWith("20000+")
                ? codes.find(method.call(), "20000")
                : codes.find(method.call(), code.replaceFirst("^40004\\+", "20000+"));
    }

    AlipayAnswer answer() {
        return answer;
    }

    String code() {
        return answer.code();
    }

    /** An unlisted code is unknown. */
    CallOutcome outcome() {
        return entry.map(CodeTable.Entry::outcome).orElse(CallOutcome.UNKNOWN);
    }

    /** Why an unknown outcome is unknown. */
    UnknownCause unsure() {
        return entry.isPresent() ? UnknownCause.WALLET_UNSURE : UnknownCause.CODE_UNLISTED;
    }

    /** The texts of a listed code. */
    Refusal refusal() {
        return entry.orElseThrow(() -> new IllegalStateException("a code that is not listed refuses nothing"))
                .refusal();
    }
}
