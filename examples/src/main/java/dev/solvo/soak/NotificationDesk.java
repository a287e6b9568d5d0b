package dev.solvo.soak;

import dev.solvo.cli.wallet.SimulatedProtocol;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.wallet.WalletGateway.NotificationResult;
import dev.solvo.tlv.Bytes;
import java.util.Map;

/** Takes what comes in the wallets' name to the collections that wait for it. */
final class NotificationDesk {
    private final Map<SimulatedProtocol, TillAccount> accounts;
    private final TillEvents events;

    NotificationDesk(Map<SimulatedProtocol, TillAccount> accounts, TillEvents events) {
        this.accounts = accounts;
        this.events = events;
    }

    /** The till's answer to a message that came to one of the addresses of {@link Cashier#notifyUrl}. */
    HttpAnswer take(String path, HttpHeaders headers, Bytes body) {
        TillAccount account = accounts.get(SimulatedProtocol.valueOf(path.substring(1)));
        if (account == null) {
            return new HttpAnswer(404, HttpHeaders.NONE, Bytes.EMPTY);
        }
        NotificationResult result = account.gateway().readNotification(headers, body);
        if (headers.first(Forger.MARK).isPresent() && !(result instanceof NotificationResult.Rejected)) {
            events.wrong(
                    "a forged notification was believed: " + result.getClass().getSimpleName());
        }
        if (result instanceof NotificationResult.PaymentReported report) {
            account.collector().notified(report.order(), report.reply());
        }
        return result.answer();
    }
}
