package dev.solvo.cli.wallet;

import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.wallet.PointOfSale;
import dev.solvo.qr.wallet.WalletGateway;
import java.util.List;

/**
 * A merchant's account with a wallet, ready to be used.
 *
 * @param gateway makes the calls
 * @param transport carries them
 * @param place where orders are taken
 * @param warnings what the merchant should put in order, a line each
 */
public record MerchantAccount(
        WalletGateway gateway, HttpTransport transport, PointOfSale place, List<String> warnings) {
    /** Copies the warnings. */
    public MerchantAccount {
        warnings = List.copyOf(warnings);
    }

    static MerchantAccount of(WalletGateway gateway, HttpTransport transport, PointOfSale place) {
        return new MerchantAccount(gateway, transport, place, List.of());
    }
}
