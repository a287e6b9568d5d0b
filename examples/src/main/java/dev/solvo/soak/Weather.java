package dev.solvo.soak;

import dev.solvo.simulator.wallet.FaultProxy;
import dev.solvo.simulator.wallet.ProxyFault;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** Breaks all connections now and then, and makes new ones go wrong for a moment. */
final class Weather implements Runnable {
    /** Not REFUSE: while nobody listens, another process may take the port, and the soak could not go on. */
    private static final ProxyFault.Kind[] STORMS = {
        ProxyFault.Kind.CLOSE, ProxyFault.Kind.CUT_REQUEST, ProxyFault.Kind.CUT_ANSWER, ProxyFault.Kind.STALL
    };

    private final FaultProxy proxy;
    private final Random random;
    private final Map<ProxyFault.Kind, Integer> counts = new EnumMap<>(ProxyFault.Kind.class);
    private boolean calm;

    Weather(FaultProxy proxy, Random random) {
        this.proxy = proxy;
        this.random = random;
    }

    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(1000 + random.nextInt(3000));
                storm(STORMS[random.nextInt(STORMS.length)]);
                Thread.sleep(100 + random.nextInt(500));
                clear();
            }
        } catch (InterruptedException | IOException e) {
            // The soak is over.
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void storm(ProxyFault.Kind kind) throws IOException {
        if (!calm) {
            counts.merge(kind, 1, Integer::sum);
            proxy.set(new ProxyFault(kind, random.nextInt(600)));
        }
    }

    private synchronized void clear() throws IOException {
        if (!calm) {
            proxy.set(ProxyFault.pass());
        }
    }

    /** From now on it stays fair. */
    synchronized void calm() throws IOException {
        calm = true;
        proxy.set(ProxyFault.pass());
    }

    synchronized Map<ProxyFault.Kind, Integer> counts() {
        return new EnumMap<>(counts);
    }
}
