package dev.solvo.qr.wechat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.wallet.CodeTable;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.VerificationKeys;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An answer of APIv3 after the checks: either a reason why it says nothing, or WeChat Pay's own words about what was
 * asked. An answer that is not signed says nothing, whatever its status.
 */
final class V3Answer {
    private final int status;
    private final ObjectNode body;
    private final Optional<UnknownCause> fault;

    private V3Answer(int status, ObjectNode body, Optional<UnknownCause> fault) {
        this.status = status;
        this.body = body;
        this.fault = fault;
    }

    /**
     * Checks signature, form, and that a good answer speaks of what was asked.
     *
     * @param asked fields that a good answer repeats
     */
    static V3Answer of(HttpAnswer answer, Map<String, String> asked, VerificationKeys keys, Instant now) {
        Optional<UnknownCause> fault = V3Signature.fault(answer.headers(), answer.body(), keys, now);
        ObjectNode body = V3Json.object();
        try {
            if (!answer.body().isEmpty()) {
                body = V3Json.read(answer.body());
            }
        } catch (QrException e) {
            fault = fault.isPresent() ? fault : Optional.of(UnknownCause.MALFORMED);
        }
        V3Answer read = new V3Answer(answer.status(), body, fault);
        if (fault.isPresent()) {
            boolean unsignedError = fault.get() == UnknownCause.SIGNATURE_MISSING && !read.isGood();
            return unsignedError ? new V3Answer(answer.status(), body, Optional.of(UnknownCause.HTTP_ERROR)) : read;
        }
        return read.speaksOf(asked) ? read : new V3Answer(answer.status(), body, Optional.of(UnknownCause.MISMATCH));
    }

    /**
     * A 202 says little: what it repeats has to be right. A 200 repeats everything, but for a payment that waits for the
     * password: of that, codepay says the trade_state alone (developers.weixin.qq.com, 000ee0c62d8e48ca12f24bdcf6b400).
     */
    private boolean speaksOf(Map<String, String> asked) {
        if (!isGood() || status == 204) {
            return true;
        }
        boolean waits = V3Json.text(body, "trade_state").equals(Optional.of("USERPAYING"));
        boolean complete = status == 200 && !waits;
        for (Map.Entry<String, String> field : asked.entrySet()) {
            Optional<String> said = V3Json.text(body, field.getKey());
            if (said.isPresent() ? !said.get().equals(field.getValue()) : complete) {
                return false;
            }
        }
        return true;
    }

    Optional<UnknownCause> fault() {
        return fault;
    }

    ObjectNode body() {
        return body;
    }

    int status() {
        return status;
    }

    boolean isGood() {
        return status >= 200 && status < 300;
    }

    /** Whether it is a transaction. */
    boolean hasState() {
        return isGood() && V3Json.text(body, "trade_state").isPresent();
    }

    /** The field {@code code} of an error, or an empty text. */
    String code() {
        return V3Json.text(body, "code")
                .filter(c -> c.matches("[0-9A-Z_]{1,64}"))
                .orElse("");
    }

    /** What the code means for that call; an unlisted one is unknown, and so is a good answer that does not say enough. */
    WeChatPayReplies replies(CodeTable codes, String call) {
        Optional<CodeTable.Entry> entry = codes.find(call, code());
        UnknownCause unlisted = isGood() && code().isEmpty() ? UnknownCause.MALFORMED : UnknownCause.CODE_UNLISTED;
        return new WeChatPayReplies(code(), entry, entry.isPresent() ? UnknownCause.WALLET_UNSURE : unlisted);
    }
}
