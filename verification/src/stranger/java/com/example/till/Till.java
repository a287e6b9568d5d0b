package com.example.till;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.key.Pan;
import dev.solvo.emv.Completed;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.ShowMessage;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.config.ApplicationConfig;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.DataElement;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.emv.kernel.ContactKernel;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Reads a record, and begins a payment with a card that has no application for it. */
public final class Till {
    private Till() {}

    /** Prints what it finds. */
    public static void main(String[] arguments) throws TlvException, EmvDataException {
        readRecord(Bytes.fromHex("7013 5A084761739001010119 5F3401019F0702FF00"));
        pay();
    }

    private static void readRecord(Bytes record) throws TlvException {
        TagDictionary dictionary = TagDictionary.load();
        for (Tlv object : Tlv.parse(record).children()) {
            String name = dictionary.find(object.tag()).map(DataElement::name).orElse("unknown");
            System.out.println(object.tag() + " " + name + ": " + object.value());
        }
        System.out.println(Pan.of("4761739001010119"));
    }

    private static void pay() throws EmvDataException {
        TerminalConfig terminal = TerminalConfig.builder(
                        TerminalType.parse(Bytes.fromHex("22")),
                        TerminalCapabilities.parse(Bytes.fromHex("E0F8C8")),
                        AdditionalTerminalCapabilities.parse(Bytes.fromHex("F000F0A001")),
                        276)
                .applications(List.of(ApplicationConfig.builder(Bytes.fromHex("A0000000031010"))
                        .build()))
                .build();
        Clock clock = Clock.fixed(Instant.parse("2026-06-15T12:00:00Z"), ZoneOffset.UTC);
        KernelStep step = new ContactKernel(terminal, clock, new Random(1))
                .begin(TransactionRequest.purchase(Money.ofMinor(CurrencyUnit.EUR, 1234)));
        while (!(step instanceof Completed)) {
            step = answer(step);
        }
        Outcome outcome = ((Completed) step).outcome();
        System.out.println(
                outcome instanceof Outcome.Terminated terminated
                        ? terminated.reason() + " " + terminated.hostState()
                        : "unexpected: " + outcome.getClass());
    }

    private static KernelStep answer(KernelStep step) {
        if (step instanceof TransmitApdu transmit) {
            System.out.println(transmit.command().toBytes().toHex());
            return transmit.resume(ResponseApdu.of(0x6A82), 0);
        }
        if (step instanceof ShowMessage show) {
            System.out.println(show.message());
            return show.done();
        }
        throw new IllegalStateException("the card has no application, yet the kernel asks for " + step.getClass());
    }
}
