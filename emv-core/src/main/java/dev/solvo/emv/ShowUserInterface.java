package dev.solvo.emv;

import java.util.function.Supplier;

/** Show and signal what a contactless reader says. EMV Book A, user interface request. */
public final class ShowUserInterface implements KernelStep {
    private final UserInterfaceRequest request;
    private final Supplier<KernelStep> done;
    private final SingleAnswer answer = new SingleAnswer();

    /**
     * For kernels.
     *
     * @param request what to show
     * @param done goes on
     */
    public ShowUserInterface(UserInterfaceRequest request, Supplier<KernelStep> done) {
        this.request = request;
        this.done = done;
    }

    /**
     * What to show.
     *
     * @return message, status and amount
     */
    public UserInterfaceRequest request() {
        return request;
    }

    /**
     * It is shown. The hold time need not be waited for: it says how long the message stays unless another one replaces it.
     *
     * @return the next step
     */
    public KernelStep done() {
        return answer.give(done);
    }
}
