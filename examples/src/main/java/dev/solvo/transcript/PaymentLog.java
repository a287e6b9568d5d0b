package dev.solvo.transcript;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.DecisionObserver;
import dev.solvo.emv.Explanation;
import dev.solvo.emv.PresentCard;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.UserInterfaceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What happened in a payment, in order: decisions, exchanges with the card, messages to the cardholder. */
public final class PaymentLog implements DecisionObserver, CardTransport.Observer {
    /** One thing that happened. */
    public sealed interface Event {
        /** The kernel decided. */
        record Decided(Explanation explanation) implements Event {}

        /** The card answered. */
        record Exchanged(CommandApdu command, CardTransport.Exchange exchange) implements Event {}

        /** The card did not answer. */
        record NotAnswered(CommandApdu command, CardTransportException.Kind kind) implements Event {}

        /** The cardholder was shown a message. */
        record Shown(StandardMessage message) implements Event {}

        /** The contactless reader showed or signalled something. */
        record Displayed(UserInterfaceRequest request) implements Event {}

        /** A card or phone was held to the reader. */
        record Presented(int time) implements Event {}

        /** A cardholder, attendant or host did something. */
        record Noted(String text) implements Event {}

        /** The issuer was asked and answered, or did not. */
        record AskedIssuer(Optional<String> answer) implements Event {}
    }

    private final List<Event> events = new ArrayList<>();
    private final Consumer<Event> live;
    private int presentations;

    /** Passes each event on as it happens. */
    public PaymentLog(Consumer<Event> live) {
        this.live = live;
    }

    @Override
    public void decided(Explanation explanation) {
        add(new Event.Decided(explanation));
    }

    @Override
    public void exchanged(CommandApdu command, CardTransport.Exchange exchange) {
        add(new Event.Exchanged(command, exchange));
    }

    @Override
    public void failed(CommandApdu command, CardTransportException.Kind kind) {
        add(new Event.NotAnswered(command, kind));
    }

    public void shown(StandardMessage message) {
        add(new Event.Shown(message));
    }

    public void displayed(UserInterfaceRequest request) {
        add(new Event.Displayed(request));
    }

    /** A card was waited for; only one that came is an event. */
    public void waited(PresentCard.Answer answer) {
        if (answer == PresentCard.Answer.PRESENTED) {
            presentations++;
            add(new Event.Presented(presentations));
        }
    }

    /** The issuer was asked; no answer is one too. */
    public void askedIssuer(Acquirer.Answer answer) {
        add(new Event.AskedIssuer(
                answer instanceof Acquirer.Answer.Answered answered
                        ? Optional.of(answered.response().decision() + ", 8A "
                                + PaymentReport.characters(answered.response().authorisationResponseCode()))
                        : Optional.empty()));
    }

    public void noted(String text) {
        add(new Event.Noted(text));
    }

    public List<Event> events() {
        return List.copyOf(events);
    }

    private void add(Event event) {
        events.add(event);
        live.accept(event);
    }
}
