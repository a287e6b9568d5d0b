package dev.solvo.qr.http;

import dev.solvo.qr.http.TransportException.Kind;
import java.net.URI;
import java.time.Duration;

/**
 * Tries a second host of the same wallet when the first one could not be reached: WeChat Pay's
 * {@code api2.mch.weixin.qq.com} beside {@code api.mch.weixin.qq.com}.
 *
 * <p>A request goes to the second host only if it certainly did not reach the first one, and with what the first one left
 * of the time-out. The host is part of none of the
 * wallets' signatures, so the request stays valid.
 */
public final class SecondDomainTransport implements HttpTransport {
    private final HttpTransport transport;
    private final String firstHost;
    private final String secondHost;

    /** Sends what is meant for {@code firstHost} to {@code secondHost} when the first cannot be reached. */
    public SecondDomainTransport(HttpTransport transport, String firstHost, String secondHost) {
        this.transport = transport;
        this.firstHost = firstHost;
        this.secondHost = secondHost;
    }

    @Override
    public HttpAnswer send(SignedRequest request, Duration timeout) throws TransportException {
        long begin = System.nanoTime();
        try {
            return transport.send(request, timeout);
        } catch (TransportException e) {
            if (e.kind() != Kind.NOT_SENT
                    || !firstHost.equalsIgnoreCase(request.uri().getHost())) {
                throw e;
            }
            Duration left = timeout.minusNanos(System.nanoTime() - begin);
            if (left.isNegative() || left.isZero()) {
                throw e;
            }
            return transport.send(readdressed(request), left);
        }
    }

    private SignedRequest readdressed(SignedRequest request) {
        URI uri = request.uri();
        // Put together from the raw parts, for the signature covers path and query as they are escaped.
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        URI other = URI.create(uri.getScheme() + "://" + secondHost + port + uri.getRawPath() + query);
        return new SignedRequest(request.method(), other, request.headers(), request.body());
    }
}
