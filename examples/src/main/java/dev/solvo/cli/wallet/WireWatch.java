package dev.solvo.cli.wallet;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Notes which orders leave for a wallet, by what is on the wire and not by what our side says of itself. */
final class WireWatch implements HttpTransport {
    /** JSON, XML, forms and the paths of WeChat Pay's v3. */
    private static final Pattern NUMBER = Pattern.compile(
            "(?:\"out_trade_no\"\\s*:\\s*\"|<out_trade_no>(?:<!\\[CDATA\\[)?|\\borderId=|/out-trade-no/)([0-9A-Za-z_|*-]+)");

    private static final Pattern SUBMISSION =
            Pattern.compile("method=alipay\\.trade\\.pay(?![.a-z])|/v3/alipay/trade/pay"
                    + "|/pay/micropay|/v3/pay/transactions/codepay|\\btxnType=01\\b");

    private final HttpTransport network;
    private final Set<String> orderNumbers = new TreeSet<>();
    private int submissions;

    WireWatch(HttpTransport network) {
        this.network = network;
    }

    @Override
    public HttpAnswer send(SignedRequest request, Duration timeout) throws TransportException {
        String body = new String(request.body().toByteArray(), StandardCharsets.UTF_8);
        String text = request.uri() + "\n" + body + "\n" + decoded(request.uri() + "\n" + body);
        Matcher numbers = NUMBER.matcher(text);
        while (numbers.find()) {
            orderNumbers.add(numbers.group(1));
        }
        if (SUBMISSION.matcher(text).find()) {
            submissions++;
        }
        return network.send(request, timeout);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return "";
        }
    }

    /** Every number that an order was called by. */
    Set<String> orderNumbers() {
        return orderNumbers;
    }

    /** How many calls to take money by a code. */
    int submissions() {
        return submissions;
    }
}
