package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.unionpay.UnionPayConfig;
import dev.solvo.qr.unionpay.UnionPayGateway;
import dev.solvo.qr.unionpay.UnionPayTrust;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.WalletGateway.NotificationResult;
import dev.solvo.tlv.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Any bytes as UnionPay's answer or notification: whatever nobody signed is neither a payment nor an exception. */
final class QrUnionPayFuzzTest {
    private static final UnionPayGateway GATEWAY = gateway();

    private static UnionPayGateway gateway() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            return new UnionPayGateway(
                    UnionPayConfig.builder(
                                    "777290058110048",
                                    SigningKey.of(RequestSigner.software("1", pair.getPrivate())),
                                    UnionPayTrust.pinned(pair.getPublic()))
                            .build(),
                    Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @FuzzTest
    void answer(byte[] data) {
        OrderReference order = new OrderReference(
                OrderNumber.of("POS20231114T0001"),
                Money.ofMinor(CurrencyUnit.of("CNY"), 1),
                Instant.EPOCH,
                Optional.empty());
        PaymentReply reply = GATEWAY.query(order).read(new HttpAnswer(200, HttpHeaders.NONE, Bytes.of(data)));
        assertInstanceOf(PaymentReply.NotKnown.class, reply);
    }

    @FuzzTest
    void notification(byte[] data) {
        assertFalse(
                GATEWAY.readNotification(HttpHeaders.NONE, Bytes.of(data))
                        instanceof NotificationResult.PaymentReported);
    }
}
