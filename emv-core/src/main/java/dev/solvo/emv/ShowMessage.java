package dev.solvo.emv;

import dev.solvo.tlv.Bytes;
import java.util.function.Supplier;

/** Show one of the standard messages of EMV 4.4 Book 4, 11.2. */
public final class ShowMessage implements KernelStep {
    private final StandardMessage message;
    private final String language;
    private final Bytes data;
    private final Supplier<KernelStep> done;
    private final SingleAnswer answer = new SingleAnswer();

    /**
     * For kernels.
     *
     * @param message which message
     * @param language two-letter code of ISO 639-1, lower case
     * @param data what the message shows beside its text, or empty
     * @param done goes on
     */
    public ShowMessage(StandardMessage message, String language, Bytes data, Supplier<KernelStep> done) {
        this.message = message;
        this.language = language;
        this.data = data;
        this.done = done;
    }

    /**
     * Which message.
     *
     * @return its identifier; the text is the terminal's
     */
    public StandardMessage message() {
        return message;
    }

    /**
     * The cardholder's language.
     *
     * @return two-letter code of ISO 639-1, lower case
     */
    public String language() {
        return language;
    }

    /**
     * What the message shows beside its text.
     *
     * @return empty for most messages
     */
    public Bytes data() {
        return data;
    }

    /**
     * The message is shown.
     *
     * @return the next step
     */
    public KernelStep done() {
        return answer.give(done);
    }
}
