package dev.solvo.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.BlockingTerminal;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.config.ContactlessConfig;
import dev.solvo.emv.config.ContactlessConfigJson;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.contactless.ContactlessCommand;
import dev.solvo.emv.contactless.ContactlessKernel;
import dev.solvo.emv.contactless.EntryPoint;
import dev.solvo.emv.contactless.KernelSession;
import dev.solvo.emv.contactless.kernel3.Kernel3;
import dev.solvo.emv.contactless.kernel7.Kernel7;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TagScope;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/contactless.md}, with a kernel that is not the library's. */
final class ContactlessExamplesTest {
    private static final String PPSE = "00A404000E325041592E5359532E444446303100";

    private final List<UserInterfaceRequest> shown = new ArrayList<>();

    // docs: tap
    Outcome tap(CardTransport field, Cardholder display, Acquirer acquirer) throws EmvDataException {
        TerminalConfig terminal = TerminalConfigJson.parse(TerminalConfigJson.testTerminal());
        ContactlessConfig config = ContactlessConfigJson.parse(ContactlessConfigJson.demonstration(), terminal);
        EntryPoint entryPoint = new EntryPoint(
                config,
                List.of(new Kernel3(), new Kernel7()),
                Clock.system(ZoneId.systemDefault()),
                new SecureRandom());
        TransactionRequest request = TransactionRequest.purchase(Money.parse("EUR 12.34"));
        return BlockingTerminal.run(entryPoint.begin(request), field, display, acquirer);
    }
    // end docs

    // docs: kernel
    /** Serves a domestic scheme's cards: the second byte of the answer says whether they have been loaded. */
    static final class LoyaltyKernel implements ContactlessKernel {
        @Override
        public KernelIdentifier id() {
            return KernelIdentifier.of(0x21);
        }

        @Override
        public TagScope tagScope() {
            return TagScope.PROPRIETARY;
        }

        @Override
        public KernelStep activate(KernelSession session) throws EmvDataException {
            session.storeFci();
            return session.transmit(ContactlessCommand.readRecord(1, 1), exchange -> {
                ResponseApdu response = exchange.response();
                if (!response.statusWord().isSuccess() || response.data().length() < 2) {
                    return session.end(
                            KernelSession.endOfApplication(TerminationReason.CARD_ERROR, "no record of the scheme"));
                }
                boolean loaded = response.data().unsigned(1) != 0;
                return session.end(ContactlessOutcome.of(
                                loaded ? ContactlessOutcome.Kind.APPROVED : ContactlessOutcome.Kind.DECLINED)
                        .cvm(ContactlessOutcome.Cvm.NO_CVM)
                        .userInterfaceOnOutcome(UserInterfaceRequest.of(
                                loaded ? ContactlessMessage.APPROVED : ContactlessMessage.NOT_AUTHORISED,
                                UserInterfaceRequest.Status.CARD_READ_SUCCESSFULLY))
                        .build());
            });
        }
    }
    // end docs

    private final Cardholder display = new Cardholder() {
        @Override
        public void show(UserInterfaceRequest request) {
            shown.add(request);
        }
    };

    private static final Acquirer NOBODY = new Acquirer() {
        @Override
        public void storeReversal(Reversal reversal) {
            throw new AssertionError("nothing goes online");
        }

        @Override
        public Answer authorise(AuthorisationRequest request) {
            throw new AssertionError("nothing goes online");
        }
    };

    @Test
    void aCardOfAnotherSystemEndsTheApplication() throws Exception {
        Outcome outcome = tap(
                command -> answer(
                        command,
                        "6F27840E325041592E5359532E4444463031A515BF0C1261104F07A00000099901018701019F2A01219000"),
                display,
                NOBODY);
        Outcome.Terminated end = assertInstanceOf(Outcome.Terminated.class, outcome);
        assertEquals(TerminationReason.NO_COMMON_APPLICATION, end.reason());
        assertEquals(2, shown.size());
    }

    @Test
    void aForeignKernelServesItsCards() throws Exception {
        TerminalConfig terminal = TerminalConfigJson.parse(TerminalConfigJson.testTerminal());
        ContactlessConfig config = new ContactlessConfig(
                terminal,
                List.of(CombinationConfig.builder(Bytes.fromHex("A000000999"), KernelIdentifier.of(0x21))
                        .build()));
        EntryPoint entryPoint =
                new EntryPoint(config, List.of(new LoyaltyKernel()), Clock.systemUTC(), new SecureRandom());
        Outcome outcome = BlockingTerminal.run(
                entryPoint.begin(TransactionRequest.purchase(Money.parse("EUR 1.00"))),
                command -> answer(
                        command,
                        "6F27840E325041592E5359532E4444463031A515BF0C1261104F07A00000099901018701019F2A01219000"),
                display,
                NOBODY);
        assertInstanceOf(Outcome.Approved.class, outcome);
        assertEquals(
                ContactlessOutcome.Kind.APPROVED,
                outcome.result().contactless().orElseThrow().kind());
    }

    private static CardTransport.Exchange answer(CommandApdu command, String directory)
            throws dev.solvo.apdu.CardTransportException {
        String hex = command.toBytes().toHex();
        String response =
                hex.equals(PPSE) ? directory : hex.startsWith("00A4") ? "6F0B8407A0000009990101A5009000" : "01019000";
        return new CardTransport.Exchange(ResponseApdu.parse(Bytes.fromHex(response)), 0);
    }
}
