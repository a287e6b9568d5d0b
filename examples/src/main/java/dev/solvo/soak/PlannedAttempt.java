package dev.solvo.soak;

import dev.solvo.cli.wallet.SimulatedProtocol;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.simulator.wallet.Customer;
import java.time.Duration;
import java.util.Optional;

/**
 * One attempt to collect for a sale, under a number of its own.
 *
 * @param number its order number
 * @param protocol by which wallet
 * @param shown whether the till shows the code; else it scans the customer's
 * @param code what the customer's phone shows if it is scanned
 * @param customer what he does
 * @param patience after what time the cashier gives up
 */
record PlannedAttempt(
        OrderNumber number,
        SimulatedProtocol protocol,
        boolean shown,
        PaymentCode code,
        Customer customer,
        Optional<Duration> patience) {}
