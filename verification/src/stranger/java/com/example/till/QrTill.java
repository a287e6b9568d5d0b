package com.example.till;

import dev.solvo.qr.QrException;
import dev.solvo.qr.alipay.AlipayConfig;
import dev.solvo.qr.alipay.AlipayGateway;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.http.jdk.JdkHttpTransport;
import dev.solvo.qr.merchant.Finding;
import dev.solvo.qr.merchant.MerchantCode;
import dev.solvo.qr.merchant.Profile;
import dev.solvo.qr.render.ErrorCorrection;
import dev.solvo.qr.render.QrSymbol;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.qr.wallet.collect.CollectionMachine;
import dev.solvo.qr.wallet.collect.CollectionStep;
import dev.solvo.qr.wallet.record.JdbcCollectionStore;
import dev.solvo.qr.wallet.record.SaleReference;
import dev.solvo.qr.wallet.record.Saved;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import javax.sql.DataSource;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Reads a merchant's code, and begins to collect a payment that finds no network. */
public final class QrTill {
    private QrTill() {}

    /** Prints what it finds. */
    public static void main(String[] arguments) throws QrException, GeneralSecurityException {
        readCode("00020101021126190015com.example.pay520458125303978540512.345802DE5904Cafe6004Bonn63040000");
        collect(JdkHttpTransport.direct());
    }

    private static void readCode(String payload) throws QrException {
        MerchantCode code = MerchantCode.parse(payload);
        System.out.println(code.find(59).orElse("") + " " + code.find(54).orElse(""));
        for (Finding finding : code.validate(Profile.EMVCO)) {
            System.out.println(finding.code() + " at " + finding.offset());
        }
        System.out.println(QrSymbol.of(payload, ErrorCorrection.MEDIUM));
    }

    private static void collect(HttpTransport network) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair merchant = generator.generateKeyPair();
        AlipayConfig account = AlipayConfig.builder(
                        "2021000000000001",
                        SigningKey.of(RequestSigner.software("", merchant.getPrivate())),
                        VerificationKeys.of("", merchant.getPublic()))
                .build();
        Clock clock = Clock.fixed(Instant.parse("2026-11-23T02:00:00Z"), ZoneOffset.UTC);
        WalletGateway gateway = new AlipayGateway(account, clock, new Random(1));
        Order order = Order.of(OrderNumber.of("POS20261123000001"), Money.ofMinor(CurrencyUnit.of("CNY"), 8888), "tea");
        CollectionStep step = new CollectionMachine(gateway, clock)
                .charge(SaleReference.of("bill-7"), order, PaymentCode.of("281234567890123456"));
        while (!(step instanceof CollectionStep.End)) {
            step = answer(step);
        }
        PaymentState state = ((CollectionStep.Done) step).state();
        System.out.println(
                state instanceof PaymentState.Declined declined
                        ? declined.refusal().cashier().english()
                        : "unexpected: " + state);
        System.out.println(network.getClass().getSimpleName());
    }

    private static CollectionStep answer(CollectionStep step) {
        if (step instanceof CollectionStep.LookUp lookUp) {
            System.out.println("look up " + lookUp.wanted().sale());
            return lookUp.resume(new CollectionStep.LookUp.Found(Optional.empty(), Optional.empty()));
        }
        if (step instanceof CollectionStep.Save save) {
            System.out.println("save " + save.record().phase());
            return save.resume(Saved.SAVED);
        }
        if (step instanceof CollectionStep.Send send) {
            System.out.println("send " + send.request().method() + " to "
                    + send.request().uri().getHost());
            return send.failed(TransportException.Kind.NOT_SENT);
        }
        throw new IllegalStateException("there is no network, yet the machine asks for " + step.getClass());
    }

    /** Never called: it shows that a program with a database can be compiled. */
    static JdbcCollectionStore store(DataSource database) {
        return new JdbcCollectionStore(database);
    }
}
