package dev.solvo.cli.wallet;

import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.unionpay.UnionPayConfig;
import dev.solvo.qr.unionpay.UnionPayGateway;
import dev.solvo.qr.unionpay.UnionPayTrust;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletBook;
import dev.solvo.simulator.wallet.WalletProtocol;
import dev.solvo.simulator.wallet.WalletTestKeys;
import dev.solvo.simulator.wallet.unionpay.UnionPayMerchant;
import dev.solvo.simulator.wallet.unionpay.UnionPayProtocol;
import java.net.URI;
import java.time.Clock;
import java.util.Random;

/** A merchant's account with a simulated wallet: the wallet itself, the gateway to it, and the network between them. */
public final class SimulatedAccount {
    private final SimulatedWallet wallet;
    private final WalletGateway gateway;
    private final HttpTransport transport;

    private SimulatedAccount(SimulatedWallet wallet, WalletGateway gateway, HttpTransport transport) {
        this.wallet = wallet;
        this.gateway = gateway;
        this.transport = transport;
    }

    /**
     * An account in this process.
     *
     * @param protocol which wallet, and how it is spoken to
     * @param pace the time of both sides
     * @param random where the wallet's numbers and our nonces come from
     * @param book what the wallet knows already
     */
    public static SimulatedAccount of(SimulatedProtocol protocol, Pace pace, Random random, WalletBook book) {
        SimulatedWallet wallet = new SimulatedWallet(serverSide(protocol), pace.clock(), random, book);
        WalletGateway gateway = gateway(protocol, URI.create("http://127.0.0.1"), pace.clock(), random);
        return new SimulatedAccount(wallet, gateway, new SimulatedNetwork(wallet, pace));
    }

    /** The wallet's side of a protocol, with the test keys. */
    public static WalletProtocol serverSide(SimulatedProtocol protocol) {
        return switch (protocol) {
            case UNIONPAY -> new UnionPayProtocol(UnionPayMerchant.testOnly());
        };
    }

    /** Our side of a protocol, with the test keys, for a simulated wallet at that address. */
    public static WalletGateway gateway(SimulatedProtocol protocol, URI host, Clock clock, Random random) {
        WalletTestKeys keys = new WalletTestKeys();
        return switch (protocol) {
            case UNIONPAY -> {
                UnionPayMerchant merchant = UnionPayMerchant.testOnly();
                SigningKey key =
                        SigningKey.of(RequestSigner.software(merchant.certificateId(), keys.merchantPrivateKey()));
                UnionPayTrust trust = UnionPayTrust.pinned(keys.platformPublicKey());
                yield new UnionPayGateway(
                        UnionPayConfig.builder(merchant.merchantId(), key, trust)
                                .host(host)
                                .build(),
                        clock);
            }
        };
    }

    /** The wallet, to set its customers, faults and script, and to read its books. */
    public SimulatedWallet wallet() {
        return wallet;
    }

    /** Makes the calls. */
    public WalletGateway gateway() {
        return gateway;
    }

    /** Carries them. */
    public HttpTransport transport() {
        return transport;
    }
}
