package dev.solvo.service;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How a service listens.
 *
 * @param address where; port 0 for any that is free
 * @param tls the certificate to show; without one the service belongs behind a proxy that has one, for tokens, codes and PINs go over
 *     the line
 * @param mostConnections how many tills are served at the same time, each on a thread; who comes beyond that is cut off and asks again
 * @param silence how long a till may be silent within a request
 * @param longest how long a request may take in all
 */
public record TillServiceSettings(
        InetSocketAddress address, Optional<SSLContext> tls, int mostConnections, Duration silence, Duration longest) {
    private static final int MOST_CONNECTIONS = 10_000;

    /** @throws IllegalArgumentException if a limit makes no sense */
    public TillServiceSettings {
        if (mostConnections < 1 || mostConnections > MOST_CONNECTIONS) {
            throw new IllegalArgumentException("there are 1 to " + MOST_CONNECTIONS + " connections");
        }
        if (silence.toMillis() < 1 || longest.compareTo(silence) < 0) {
            throw new IllegalArgumentException("a request takes longer than a silence in it, and both more than 0");
        }
    }

    /** Without TLS; 64 connections, 5 seconds of silence, 30 seconds in all. */
    public static TillServiceSettings plain(InetSocketAddress address) {
        return new TillServiceSettings(address, Optional.empty(), 64, Duration.ofSeconds(5), Duration.ofSeconds(30));
    }
}
