package dev.solvo.simulator.wallet;

import dev.solvo.tlv.Bytes;
import java.net.URI;
import java.util.Map;

/**
 * A push to the till.
 *
 * @param url the address that the till gave
 * @param request the same address's path, with headers and body
 */
public record WalletNotification(URI url, WalletRequest request) {
    /** A POST to that address. */
    public static WalletNotification of(String url, Map<String, String> headers, Bytes body) {
        URI address = URI.create(url);
        String path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String target = address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
        return new WalletNotification(address, new WalletRequest("POST", target, headers, body));
    }
}
