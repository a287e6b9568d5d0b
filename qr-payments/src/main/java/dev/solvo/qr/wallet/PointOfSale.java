package dev.solvo.qr.wallet;

import java.util.Optional;

/**
 * Where an order is taken.
 *
 * @param storeId the merchant's number of the shop
 * @param storeName the shop's name
 * @param terminalId the merchant's number of the till
 * @param operatorId the merchant's number of the cashier
 * @param ipAddress the till's IPv4 or IPv6 address, which WeChat Pay asks for
 */
public record PointOfSale(
        Optional<String> storeId,
        Optional<String> storeName,
        Optional<String> terminalId,
        Optional<String> operatorId,
        Optional<String> ipAddress) {
    /** Nothing said about the place. */
    public static final PointOfSale UNNAMED =
            new PointOfSale(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** A till of a shop. */
    public static PointOfSale of(String storeId, String terminalId) {
        return UNNAMED.withStore(storeId).withTerminal(terminalId);
    }

    /** The same with this shop. */
    public PointOfSale withStore(String id) {
        return new PointOfSale(Optional.of(id), storeName, terminalId, operatorId, ipAddress);
    }

    /** The same with this shop's name. */
    public PointOfSale withStoreName(String name) {
        return new PointOfSale(storeId, Optional.of(name), terminalId, operatorId, ipAddress);
    }

    /** The same with this till. */
    public PointOfSale withTerminal(String id) {
        return new PointOfSale(storeId, storeName, Optional.of(id), operatorId, ipAddress);
    }

    /** The same with this cashier. */
    public PointOfSale withOperator(String id) {
        return new PointOfSale(storeId, storeName, terminalId, Optional.of(id), ipAddress);
    }

    /** The same with the till's address. */
    public PointOfSale withIpAddress(String address) {
        return new PointOfSale(storeId, storeName, terminalId, operatorId, Optional.of(address));
    }
}
