package dev.solvo.conformance.transaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.apdu.CardTransport;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.transcript.PaymentLog;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * One transaction with everything around the kernel.
 *
 * @param terminal the configuration in the form of {@link dev.solvo.emv.config.TerminalConfigJson}, keys included
 * @param combinations for a contactless transaction, the reader's in the form of {@link
 *     dev.solvo.emv.config.ContactlessConfigJson}; empty for a contact transaction
 * @param request what is to be paid
 * @param instant what the terminal's clock says
 * @param zone the terminal's time zone
 * @param seed where the kernel's randomness begins
 * @param card the card; a {@link dev.solvo.emv.ContactlessReader} for a contactless transaction. The exchanges are noted in the
 *     log already
 * @param cardholder cardholder and attendant, whose answers the case has
 * @param acquirer host and terminal's memory, whose answers the case has
 * @param log where decisions are noted; messages are noted by the cardholder who sees them
 * @param sessionWanted whether a session is to be recorded
 */
public record PreparedTransaction(
        ObjectNode terminal,
        Optional<ObjectNode> combinations,
        TransactionRequest request,
        Instant instant,
        ZoneId zone,
        long seed,
        CardTransport card,
        Cardholder cardholder,
        Acquirer acquirer,
        PaymentLog log,
        boolean sessionWanted) {}
