package dev.solvo.simulator.wallet;

import dev.solvo.simulator.wallet.WalletBook.Notice;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/**
 * A wallet without a network: requests in, answers out, books kept. For use by several threads; requests are worked off one
 * after the other.
 */
public final class SimulatedWallet {
    private final WalletProtocol protocol;
    private final Clock clock;
    private final Random random;
    private final WalletBook book;
    private final NotificationQueue notifications = new NotificationQueue();
    private final Object oneAtATime = new Object();
    private volatile Customers customers = Customers.all(Customer.paysAtOnce());
    private volatile FaultPlan faults = FaultPlan.none();
    private volatile FaultPlan notificationFaults = FaultPlan.none();
    private volatile Optional<NotificationTarget> target = Optional.empty();
    private volatile Optional<ScriptPlayer> script = Optional.empty();
    private volatile Duration refundTime = Duration.ZERO;

    /**
     * A wallet with empty books, whose customers pay at once.
     *
     * @param protocol which wallet
     * @param clock its time
     * @param random where its numbers come from
     */
    public SimulatedWallet(WalletProtocol protocol, Clock clock, Random random) {
        this(protocol, clock, random, new WalletBook());
    }

    /** The same with these books. */
    public SimulatedWallet(WalletProtocol protocol, Clock clock, Random random, WalletBook book) {
        this.protocol = protocol;
        this.clock = clock;
        this.random = random;
        this.book = book;
    }

    /** Changes who its customers are. */
    public SimulatedWallet customers(Customers changed) {
        customers = changed;
        return this;
    }

    /** Changes what goes wrong with requests. */
    public SimulatedWallet faults(FaultPlan plan) {
        faults = plan;
        return this;
    }

    /** Changes what goes wrong with notifications. */
    public SimulatedWallet notificationFaults(FaultPlan plan) {
        notificationFaults = plan;
        return this;
    }

    /** Changes where notifications go; without this none are pushed. */
    public SimulatedWallet notifying(NotificationTarget changed) {
        target = Optional.of(changed);
        return this;
    }

    /** Changes how long a refund takes from now on; at first none takes any time. */
    public SimulatedWallet refundsTake(Duration time) {
        refundTime = time;
        return this;
    }

    /**
     * Answers by a script from now on.
     *
     * @throws IllegalArgumentException if a step is not one of this wallet's
     */
    public SimulatedWallet play(WalletScript played) {
        played.steps().forEach(protocol::check);
        script = Optional.of(new ScriptPlayer(played));
        return this;
    }

    /** Whether that path is one of this wallet's. */
    public boolean serves(String path) {
        return protocol.serves(path);
    }

    /** Its books, up to date at this moment. */
    public WalletBook book() {
        settle();
        return book;
    }

    private void settle() {
        synchronized (oneAtATime) {
            book.settle(clock.instant());
            book.takeNews().forEach(notifications::add);
        }
    }

    /** Works off a request. Never throws for what a till sends. */
    public WalletResult handle(WalletRequest request) {
        WalletFault fault = faults.next(request);
        Duration delay = fault.delay();
        return switch (fault.kind()) {
            case LOSE_REQUEST -> new WalletResult.Lost(false, delay);
            case SERVER_ERROR_BEFORE -> new WalletResult.Answered(gatewayError(), delay);
            default -> {
                settle();
                WalletDesk desk = desk(fault.signing());
                WalletAnswer answer;
                synchronized (oneAtATime) {
                    answer = protocol.answer(request, desk);
                }
                settle();
                yield result(fault, desk.isLost(), answer);
            }
        };
    }

    private static WalletResult result(WalletFault fault, boolean lost, WalletAnswer answer) {
        Duration delay = fault.delay();
        if (lost) {
            return new WalletResult.Lost(true, delay);
        }
        return switch (fault.kind()) {
            case LOSE_ANSWER -> new WalletResult.Lost(true, delay);
            case CUT_ANSWER -> new WalletResult.Cut(answer, answer.body().length() / 2, delay);
            case SERVER_ERROR_AFTER -> new WalletResult.Answered(gatewayError(), delay);
            default -> new WalletResult.Answered(answer, delay);
        };
    }

    private static WalletAnswer gatewayError() {
        return WalletAnswer.of(502, "text/html", "<html><body>502 Bad Gateway</body></html>");
    }

    private WalletDesk desk(SigningMode signing) {
        return new WalletDesk(book, customers, clock.instant(), random, refundTime, script, signing);
    }

    /**
     * A customer scans a shown code and pays.
     *
     * @param codeText what the till shows
     * @return whether an order was waiting for that
     */
    public boolean scan(String codeText) {
        settle();
        synchronized (oneAtATime) {
            Optional<WalletOrder> order = book.findShown(codeText);
            order.ifPresent(found -> book.pay(found.number(), clock.instant()));
            book.takeNews().forEach(notifications::add);
            return order.isPresent();
        }
    }

    /**
     * Pushes the notifications that are due, and again those that were not acknowledged.
     *
     * @return how many were pushed
     */
    public int pushNotifications() {
        settle();
        Optional<NotificationTarget> to = target;
        if (to.isEmpty()) {
            return 0;
        }
        int pushed = 0;
        for (NotificationQueue.Entry entry : notifications.takeDue(clock.instant())) {
            pushed += push(entry, to.get());
        }
        return pushed;
    }

    /** How many notifications wait to be acknowledged. */
    public int notificationsWaiting() {
        return notifications.size();
    }

    private int push(NotificationQueue.Entry entry, NotificationTarget to) {
        Notice notice = entry.notice();
        Optional<WalletNotification> plain = notification(notice, SigningMode.RIGHT);
        if (plain.isEmpty()) {
            return 0;
        }
        WalletFault fault = notificationFaults.next(plain.get().request());
        WalletNotification sent = notification(notice, fault.signing()).orElse(plain.get());
        return switch (fault.kind()) {
            case LOSE_REQUEST, SERVER_ERROR_BEFORE, DELAY -> {
                notifications.later(entry, clock.instant(), fault.delay());
                yield 0;
            }
            case DUPLICATE -> {
                boolean first = deliver(to, sent);
                finish(entry, deliver(to, sent) || first);
                yield 2;
            }
            case LOSE_ANSWER, CUT_ANSWER, SERVER_ERROR_AFTER -> {
                deliver(to, sent);
                finish(entry, false);
                yield 1;
            }
            default -> {
                finish(entry, deliver(to, sent));
                yield 1;
            }
        };
    }

    private Optional<WalletNotification> notification(Notice notice, SigningMode signing) {
        synchronized (oneAtATime) {
            return protocol.notification(notice.order(), notice.refund(), desk(signing));
        }
    }

    private boolean deliver(NotificationTarget to, WalletNotification notification) {
        try {
            return protocol.isAcknowledged(to.deliver(notification));
        } catch (IOException | IllegalArgumentException e) {
            // The till is away, or its address is none that a simulator pushes to; the notification comes again.
            return false;
        }
    }

    private void finish(NotificationQueue.Entry entry, boolean acknowledged) {
        if (!acknowledged) {
            notifications.later(entry, clock.instant(), Duration.ZERO);
        }
    }
}
