package dev.solvo.qr.wechat;

import dev.solvo.qr.QrException;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.wallet.CodeTable;
import dev.solvo.qr.wallet.UnknownCause;
import java.util.Map;
import java.util.Optional;

/**
 * An answer of v2 after the checks, in their order: return_code, signature, whose it is, result_code. A refusal by
 * return_code has no signature and so says nothing.
 */
final class V2Answer {
    private static final V2Message NONE = V2Message.of(Map.of());

    private final V2Message message;
    private final Optional<UnknownCause> fault;

    private V2Answer(V2Message message, Optional<UnknownCause> fault) {
        this.message = message;
        this.fault = fault;
    }

    /**
     * Checks an answer.
     *
     * @param asked fields of the request, which the answer must not contradict; mch_id and sub_mch_id it has to repeat
     */
    static V2Answer of(HttpAnswer answer, Map<String, String> asked, ApiV2Key key, V2SignType type) {
        if (answer.status() != 200) {
            return new V2Answer(NONE, Optional.of(UnknownCause.HTTP_ERROR));
        }
        try {
            V2Message message = V2Message.parse(answer.body());
            return new V2Answer(message, fault(message, asked, key, type));
        } catch (QrException e) {
            return new V2Answer(NONE, Optional.of(UnknownCause.MALFORMED));
        }
    }

    private static Optional<UnknownCause> fault(
            V2Message message, Map<String, String> asked, ApiV2Key key, V2SignType type) {
        boolean accepted = message.get("return_code").equals("SUCCESS");
        if (!accepted && !message.get("return_code").equals("FAIL")) {
            return Optional.of(UnknownCause.MALFORMED);
        }
        if (!accepted || !message.find("sign").isPresent()) {
            return Optional.of(UnknownCause.SIGNATURE_MISSING);
        }
        if (!V2Signature.isValid(message, key, type)) {
            return Optional.of(UnknownCause.SIGNATURE_WRONG);
        }
        if (!speaksOf(message, asked)) {
            return Optional.of(UnknownCause.MISMATCH);
        }
        String result = message.get("result_code");
        return result.equals("SUCCESS") || result.equals("FAIL")
                ? Optional.empty()
                : Optional.of(UnknownCause.MALFORMED);
    }

    private static boolean speaksOf(V2Message message, Map<String, String> asked) {
        for (Map.Entry<String, String> field : asked.entrySet()) {
            Optional<String> said = message.find(field.getKey());
            boolean always = field.getKey().endsWith("mch_id");
            if (said.isPresent() ? !said.get().equals(field.getValue()) : always) {
                return false;
            }
        }
        return true;
    }

    Optional<UnknownCause> fault() {
        return fault;
    }

    V2Message message() {
        return message;
    }

    boolean isSuccess() {
        return message.get("result_code").equals("SUCCESS");
    }

    /** err_code, or what to tell WeChat Pay's support instead; an empty text if there is nothing. */
    String code() {
        return message.get("return_code").equals("FAIL")
                ? "return_code=FAIL"
                : message.find("err_code")
                        .filter(c -> c.matches("[0-9A-Za-z_]{1,64}"))
                        .orElse("");
    }

    /** What err_code means for that call; an unlisted one is unknown. */
    WeChatPayReplies replies(CodeTable codes, String call) {
        Optional<CodeTable.Entry> entry = codes.find(call, code());
        return new WeChatPayReplies(
                code(), entry, entry.isPresent() ? UnknownCause.WALLET_UNSURE : UnknownCause.CODE_UNLISTED);
    }
}
