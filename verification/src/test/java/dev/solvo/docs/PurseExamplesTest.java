package dev.solvo.docs;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.account.CardCodeKeys;
import dev.solvo.prepaid.account.OfflineAnswer;
import dev.solvo.prepaid.account.PrepaidAccounts;
import dev.solvo.prepaid.account.ProductRules;
import dev.solvo.prepaid.account.TenantPolicy;
import dev.solvo.prepaid.ledger.Ledger;
import dev.solvo.prepaid.ledger.MemoryLedger;
import dev.solvo.prepaid.purse.AskLoadHost;
import dev.solvo.prepaid.purse.AskPsam;
import dev.solvo.prepaid.purse.BalanceOutcome;
import dev.solvo.prepaid.purse.BlockingPurseTerminal;
import dev.solvo.prepaid.purse.CardPsam;
import dev.solvo.prepaid.purse.Completed;
import dev.solvo.prepaid.purse.ConfirmByPsam;
import dev.solvo.prepaid.purse.DebitedWithoutCode;
import dev.solvo.prepaid.purse.ElectronicCash;
import dev.solvo.prepaid.purse.ElectronicCashOutcome;
import dev.solvo.prepaid.purse.HostNotice;
import dev.solvo.prepaid.purse.IssuerLoadDesk;
import dev.solvo.prepaid.purse.LoadAnswer;
import dev.solvo.prepaid.purse.LoadHost;
import dev.solvo.prepaid.purse.LoadOutcome;
import dev.solvo.prepaid.purse.LoadReport;
import dev.solvo.prepaid.purse.LoadRequest;
import dev.solvo.prepaid.purse.Loaded;
import dev.solvo.prepaid.purse.MemoryPurchaseBook;
import dev.solvo.prepaid.purse.NotDebited;
import dev.solvo.prepaid.purse.Paid;
import dev.solvo.prepaid.purse.PendingPurchase;
import dev.solvo.prepaid.purse.PendingStore;
import dev.solvo.prepaid.purse.PendingTransaction;
import dev.solvo.prepaid.purse.PinOutcome;
import dev.solvo.prepaid.purse.Psam;
import dev.solvo.prepaid.purse.PurchaseOutcome;
import dev.solvo.prepaid.purse.PurchaseRecord;
import dev.solvo.prepaid.purse.PurchaseUpload;
import dev.solvo.prepaid.purse.PurseAccount;
import dev.solvo.prepaid.purse.PurseBooks;
import dev.solvo.prepaid.purse.PurseCard;
import dev.solvo.prepaid.purse.PurseException;
import dev.solvo.prepaid.purse.PurseKeyPurpose;
import dev.solvo.prepaid.purse.PurseMasterKey;
import dev.solvo.prepaid.purse.PurseReader;
import dev.solvo.prepaid.purse.PurseSettings;
import dev.solvo.prepaid.purse.PurseStep;
import dev.solvo.prepaid.purse.RecoveredPurchase;
import dev.solvo.prepaid.purse.SelectOutcome;
import dev.solvo.prepaid.purse.StorePending;
import dev.solvo.prepaid.purse.TellLoadHost;
import dev.solvo.prepaid.purse.TerminalNumber;
import dev.solvo.prepaid.purse.TransactionAuthenticationCodes;
import dev.solvo.prepaid.purse.TransactionTime;
import dev.solvo.prepaid.purse.TransmitApdu;
import dev.solvo.prepaid.purse.UnknownTransaction;
import dev.solvo.prepaid.purse.Unproven;
import dev.solvo.prepaid.purse.UploadVerdict;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.simulator.purse.PurseFault;
import dev.solvo.simulator.purse.PurseImage;
import dev.solvo.simulator.purse.PurseKeys;
import dev.solvo.simulator.purse.SimulatedPsam;
import dev.solvo.simulator.purse.SimulatedPurse;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/purse.md}. */
final class PurseExamplesTest {
    private static final TerminalNumber TERMINAL = new TerminalNumber(Bytes.fromHex("112233445566"));
    private static final Money TEN = Money.parse("CNY 10.00");
    private static final Money THREE = Money.parse("CNY 3.00");

    @TempDir
    Path directory;

    private final PurseReader reader = new PurseReader(PurseSettings.of(TERMINAL));
    private final List<String> printed = new ArrayList<>();
    private final List<PurchaseRecord> uploads = new ArrayList<>();
    private final TransactionAuthenticationCodes codes = new TransactionAuthenticationCodes(
            master(PurseKeyPurpose.TRANSACTION_CODE, PurseKeys.published().transaction()));
    private final LoadHost host = new IssuerLine(new IssuerLoadDesk(
            master(PurseKeyPurpose.LOAD, PurseKeys.published().load()), codes));

    private static PurseMasterKey master(PurseKeyPurpose purpose, Bytes key) {
        try (SecretBytes secret = SecretBytes.of(key)) {
            SymmetricKey symmetric = SoftwareKey.of(KeyAlgorithm.TDES, secret);
            return PurseMasterKey.of(purpose, symmetric);
        }
    }

    /** In the place of a line to the issuer. */
    private record IssuerLine(IssuerLoadDesk desk) implements LoadHost {
        @Override
        public LoadAnswer authorise(LoadRequest request) {
            return desk.authorise(request, request.facts().terminalTime())
                    .<LoadAnswer>map(answer -> answer)
                    .orElseGet(() -> new LoadAnswer.Refused("MAC1"));
        }

        @Override
        public HostNotice report(LoadReport report) {
            return report instanceof LoadReport.Credited credited
                            && desk.verify(credited.record()).isPresent()
                    ? HostNotice.ACCEPTED
                    : HostNotice.REFUSED;
        }
    }

    // docs: store
    /** One file for the one card in the field: what it holds is pending until it is deleted. */
    record PendingFile(Path path) implements PendingStore {
        @Override
        public void store(PendingTransaction pending) throws IOException {
            Path fresh = path.resolveSibling("pending.new");
            Files.write(fresh, pending.toBytes().toByteArray(), CREATE, TRUNCATE_EXISTING, WRITE, SYNC);
            Files.move(fresh, path, ATOMIC_MOVE);
        }

        Optional<PendingTransaction> read() throws IOException, PurseException {
            return Files.exists(path)
                    ? Optional.of(PendingTransaction.parse(Bytes.of(Files.readAllBytes(path))))
                    : Optional.empty();
        }
    }
    // end docs

    @Test
    void loadAndPurchase() throws Exception {
        CardTransport card = SimulatedPurse.insert(PurseImage.standard(), 1);
        CardTransport module = new SimulatedPsam(PurseKeys.published(), TERMINAL.value(), 1);
        PendingFile pending = new PendingFile(directory.resolve("pending"));
        TransactionTime now = new TransactionTime(LocalDateTime.of(2026, 11, 30, 12, 0));
        // docs: select
        CardPsam psam = new CardPsam(module); // the security module, in a reader of its own
        PurseReader reader = new PurseReader(PurseSettings.of(psam.readTerminalNumber()));
        BlockingPurseTerminal terminal = new BlockingPurseTerminal(card, psam, host, pending);

        SelectOutcome selection = terminal.run(reader.select());
        if (!(selection instanceof SelectOutcome.Selected selected)) {
            throw new IllegalStateException("no purse: " + selection);
        }
        PurseCard purse = selected.card();
        // end docs
        // docs: load
        try (Pin pin = Pin.of("123456")) {
            PinOutcome entered = terminal.run(reader.verifyPin(pin)); // Accepted, Wrong with the tries left, or NotDone
            assertInstanceOf(PinOutcome.Accepted.class, entered);
        }
        LoadOutcome load = terminal.run(reader.load(purse, PurseAccount.PURSE, TEN, now));
        if (load instanceof Loaded loaded) {
            print("loaded, now " + loaded.record().facts().newBalance());
        }
        // end docs
        // docs: purchase
        PurchaseOutcome purchase = terminal.run(reader.purchase(purse, PurseAccount.PURSE, THREE, now));
        if (purchase instanceof Paid paid) {
            upload(paid.record()); // keep it until the issuer has it: it is the money
            print("paid, now " + paid.record().facts().newBalance());
        } else if (purchase instanceof UnknownTransaction) {
            print("please show the same card again");
        } else if (purchase instanceof Unproven unproven) {
            upload(unproven.record()); // no goods: the card's proof is wrong
        } else {
            print("not paid: " + purchase);
        }
        // end docs
        // docs: balance
        BalanceOutcome balance = terminal.run(reader.balance(PurseAccount.PURSE));
        // end docs
        assertEquals(new BalanceOutcome.Balance(Money.parse("CNY 7.00")), balance);
        assertEquals(List.of("loaded, now CNY 10.00", "paid, now CNY 7.00"), printed);
        check(uploads);
    }

    private void check(List<PurchaseRecord> records) {
        List<String> verdicts = new ArrayList<>();
        // docs: upload
        PurchaseUpload desk = new PurchaseUpload(codes, new MemoryPurchaseBook());
        for (PurchaseRecord record : records) {
            UploadVerdict verdict = desk.accept(record);
            if (verdict instanceof UploadVerdict.Accepted accepted) {
                verdicts.add("pay " + accepted.purchase().record().facts().amount());
            } else if (verdict instanceof UploadVerdict.AcceptedAfterGap gap) {
                verdicts.add("pay, and look for " + gap.firstMissing() + " to " + gap.lastMissing());
            } else if (verdict instanceof UploadVerdict.Duplicate) {
                verdicts.add("paid already");
            } else { // WrongCode, Conflicting
                verdicts.add("do not pay: " + verdict);
            }
        }
        // end docs
        assertEquals(List.of("pay CNY 3.00"), verdicts);
        assertInstanceOf(UploadVerdict.Duplicate.class, desk.accept(records.get(0)));
    }

    @Test
    void books() throws Exception {
        SimulatedPurse card = SimulatedPurse.insert(PurseImage.standard(), SeededRandom.of(7), List.of());
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-30T04:00:00Z"));
        TransactionTime now = new TransactionTime(LocalDateTime.of(2026, 11, 30, 12, 0));
        PurseMasterKey loadKey =
                master(PurseKeyPurpose.LOAD, PurseKeys.published().load());
        TenantId busLine = new TenantId("bus-line");
        try (Ledger ledger = new MemoryLedger();
                CardCodeKeys keys = CardCodeKeys.builder()
                        .codeKey(1, SecretBytes.of(Bytes.repeat(1, 32)))
                        .pinKey(1, SecretBytes.of(Bytes.repeat(2, 32)))
                        .build()) {
            // docs: books
            ProductRules purses = ProductRules.builder("purse", CurrencyUnit.of("CNY"))
                    .maximumBalance(1000_00)
                    .atTerminals(Set.of()) // a serial number is no secret: nobody spends with it
                    .build();
            PrepaidAccounts accounts = PrepaidAccounts.builder(ledger, keys, clock, new SecureRandom())
                    .policy(TenantPolicy.builder(busLine).product(purses).build())
                    .build();
            PurseBooks issuer = new PurseBooks(
                    accounts, busLine, "purse desk", purses, loadKey, codes, clock, ZoneId.of("Asia/Shanghai"));
            // end docs
            BlockingPurseTerminal terminal = new BlockingPurseTerminal(
                    card,
                    new CardPsam(new SimulatedPsam(PurseKeys.published(), TERMINAL.value(), 1)),
                    issuer,
                    new PendingFile(directory.resolve("pending")));
            PurseCard purse = assertInstanceOf(SelectOutcome.Selected.class, terminal.run(reader.select()))
                    .card();
            // docs: open
            issuer.open(purse.serial(), PurseAccount.PURSE); // when the card is handed out
            // end docs
            try (Pin pin = Pin.of("123456")) {
                terminal.run(reader.verifyPin(pin));
            }
            Money before = ((BalanceOutcome.Balance) terminal.run(reader.balance(PurseAccount.PURSE))).amount();
            assertInstanceOf(Loaded.class, terminal.run(reader.load(purse, PurseAccount.PURSE, TEN, now)));
            PurchaseRecord record = assertInstanceOf(
                            Paid.class, terminal.run(reader.purchase(purse, PurseAccount.PURSE, THREE, now)))
                    .record();
            // docs: hand-in
            Optional<OfflineAnswer> answer = issuer.handIn(record); // empty: the code is wrong, do not pay
            if (answer.isPresent() && answer.get() instanceof OfflineAnswer.Booked booked) {
                printed.add("the merchant is owed " + record.facts().amount() + ", " + booked.suspense()
                        + " of it is in suspense");
            }
            // end docs
            assertEquals(List.of("the merchant is owed CNY 3.00, CNY 0.00 of it is in suspense"), printed);
            assertEquals(Money.parse("CNY 0.00"), before);
            assertTrue(ledger.audit().isSound());
        }
        loadKey.close();
    }

    @Test
    void tornCard() throws Exception {
        PurseImage image = PurseImage.parse(PurseImage.standard().text().replace("purse 0 0 0", "purse 1000 0 0"));
        // docs: torn
        SimulatedPurse card = SimulatedPurse.insert(
                image,
                SeededRandom.of(7),
                List.of(PurseFault.at(PurseFault.Step.COMPLETE, PurseFault.Effect.TORN_AFTER)));
        // end docs
        Psam psam = new CardPsam(new SimulatedPsam(PurseKeys.published(), TERMINAL.value(), 1));
        PendingFile pending = new PendingFile(directory.resolve("pending"));
        BlockingPurseTerminal terminal = new BlockingPurseTerminal(card, psam, host, pending);
        PurseCard first = ((SelectOutcome.Selected) terminal.run(reader.select())).card();
        TransactionTime now = new TransactionTime(LocalDateTime.of(2026, 11, 30, 12, 0));
        assertInstanceOf(
                UnknownTransaction.class, terminal.run(reader.purchase(first, PurseAccount.PURSE, THREE, now)));
        card.reinsert();
        PurseCard purse = ((SelectOutcome.Selected) terminal.run(reader.select())).card();
        // docs: recover
        Optional<PendingTransaction> left = pending.read(); // at the start of the program, and after an unknown one
        if (left.isPresent() && left.get() instanceof PendingPurchase unsettled) {
            RecoveredPurchase recovered = terminal.run(reader.recover(purse, unsettled));
            if (recovered instanceof Paid paid) {
                upload(paid.record());
            } else if (recovered instanceof NotDebited) {
                print("not paid; it can be done again");
            } else if (recovered instanceof DebitedWithoutCode) {
                print("paid, without a code to claim it: a case for the issuer");
            }
            if (!(recovered instanceof UnknownTransaction)) {
                Files.delete(pending.path());
            }
        }
        // end docs
        assertEquals(List.of(), printed);
        assertEquals(1, uploads.size());
        assertTrue(pending.read().isEmpty());
        check(uploads);
        assertEquals(700, card.image().purseBalanceMinor());
    }

    @Test
    void ownLoop() {
        CardTransport card = SimulatedPurse.insert(PurseImage.standard(), 1);
        assertEquals(new BalanceOutcome.Balance(Money.parse("CNY 0.00")), new Loop(card).run(select(card)));
    }

    private PurseStep<BalanceOutcome> select(CardTransport card) {
        new Loop(card).run(reader.select());
        return reader.balance(PurseAccount.PURSE);
    }

    private final class Loop {
        private final CardTransport card;
        private final Psam psam = new CardPsam(new SimulatedPsam(PurseKeys.published(), TERMINAL.value(), 1));
        private final PendingStore store = pending -> {};

        Loop(CardTransport card) {
            this.card = card;
        }

        // docs: steps
        <R> R run(PurseStep<R> first) {
            PurseStep<R> step = first;
            while (!(step instanceof Completed<R>)) {
                if (step instanceof TransmitApdu<R> transmit) {
                    step = transmit(transmit);
                } else if (step instanceof StorePending<R> keep) {
                    step = store(keep); // before the card is told to move money
                } else if (step instanceof AskPsam<R> ask) {
                    step = ask.resume(psam.prove(ask.request()));
                } else if (step instanceof ConfirmByPsam<R> confirm) {
                    step = confirm.resume(psam.confirm(confirm.mac2()));
                } else if (step instanceof AskLoadHost<R> ask) {
                    step = ask.resume(host.authorise(ask.request())); // or from the callback of an asynchronous client
                } else if (step instanceof TellLoadHost<R> tell) {
                    step = tell.resume(host.report(tell.report()));
                }
            }
            return ((Completed<R>) step).result();
        }

        private <R> PurseStep<R> transmit(TransmitApdu<R> step) {
            ResponseApdu response;
            try {
                response = card.transmit(step.command()).response();
            } catch (CardTransportException lost) {
                return step.failed(lost.kind());
            }
            return step.resume(response);
        }

        private <R> PurseStep<R> store(StorePending<R> step) {
            try {
                store.store(step.pending());
            } catch (IOException full) {
                return step.notStored();
            }
            return step.stored();
        }
        // end docs
    }

    @Test
    void electronicCash() {
        CardTransport card = SimulatedPurse.insert(PurseImage.standard(), 1);
        BlockingPurseTerminal terminal = new BlockingPurseTerminal(
                card, new CardPsam(new SimulatedPsam(PurseKeys.published(), TERMINAL.value(), 1)), host, pending -> {});
        // docs: cash
        Bytes unionPay = Bytes.fromHex("A000000333010106");
        ElectronicCashOutcome outcome = terminal.run(PurseReader.electronicCash(unionPay, CurrencyUnit.of("CNY")));
        if (outcome instanceof ElectronicCash cash) {
            print("electronic cash " + cash.balance());
        }
        // end docs
        assertEquals(List.of("electronic cash CNY 100.00"), printed);
    }

    private void print(String line) {
        printed.add(line);
    }

    private void upload(PurchaseRecord record) {
        uploads.add(record);
    }
}
