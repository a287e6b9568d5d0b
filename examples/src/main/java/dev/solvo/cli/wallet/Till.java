package dev.solvo.cli.wallet;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.wallet.PointOfSale;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.qr.wallet.collect.BlockingCollector;
import dev.solvo.qr.wallet.collect.CollectionObserver;
import dev.solvo.qr.wallet.record.FileCollectionStore;
import dev.solvo.qr.wallet.record.FileRefundStore;
import dev.solvo.simulator.wallet.SimulatedWallet;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;

/** What a command collects and refunds with: an account with a wallet, the way to it, time, and records on disk. */
public final class Till implements Closeable {
    private final Path directory;
    private final MerchantAccount account;
    private final Pace pace;
    private final FileCollectionStore collections;
    private final FileRefundStore refunds;
    private final Optional<SimulatedWallet> simulated;

    private Till(
            Path directory,
            MerchantAccount account,
            Pace pace,
            FileCollectionStore collections,
            FileRefundStore refunds,
            Optional<SimulatedWallet> simulated) {
        this.directory = directory;
        this.account = account;
        this.pace = pace;
        this.collections = collections;
        this.refunds = refunds;
        this.simulated = simulated;
    }

    /**
     * A till of the simulator, whose wallet finds its books in the directory.
     *
     * @param realTime whether seconds last as long as on the wall; otherwise waiting takes no time
     * @throws BadInputException if the directory cannot be used
     */
    public static Till simulated(
            SimulatedProtocol protocol, Path directory, boolean realTime, Clock wall, Random random)
            throws BadInputException {
        return open(directory, (place, collections, refunds) -> {
            SimulatedBooks books = SimulatedBooks.open(place, protocol.wallet(), wall.instant());
            Pace pace = realTime ? ScaledPace.real(wall) : new VirtualPace(books.begin());
            SimulatedAccount account = SimulatedAccount.of(protocol, pace, random, books.book());
            HttpTransport network = new BookKeepingNetwork(account.transport(), books, pace.clock());
            return new Till(
                    place,
                    MerchantAccount.of(account.gateway(), network, SimulatedAccount.TILL),
                    pace,
                    collections,
                    refunds,
                    Optional.of(account.wallet()));
        });
    }

    /**
     * A till of a real merchant.
     *
     * @throws BadInputException if the directory cannot be used
     */
    public static Till merchant(MerchantAccount account, Path directory, Clock wall) throws BadInputException {
        return open(
                directory,
                (place, collections, refunds) ->
                        new Till(place, account, ScaledPace.real(wall), collections, refunds, Optional.empty()));
    }

    /** Puts a till together around its stores. */
    private interface Opening {
        Till open(Path place, FileCollectionStore collections, FileRefundStore refunds) throws IOException;
    }

    /** The stores come first: their locks keep other processes away from the simulated books, too. */
    private static Till open(Path directory, Opening opening) throws BadInputException {
        Path place = StoreDirectory.create(directory);
        try {
            FileCollectionStore collections = FileCollectionStore.open(place);
            try {
                FileRefundStore refunds = FileRefundStore.open(place);
                try {
                    return opening.open(place, collections, refunds);
                } catch (IOException | RuntimeException refused) {
                    refunds.close();
                    throw refused;
                }
            } catch (IOException | RuntimeException refused) {
                collections.close();
                throw refused;
            }
        } catch (IOException refused) {
            throw new BadInputException("the records cannot be used: " + refused.getMessage(), refused);
        }
    }

    /** A collector that keeps its records here. */
    public BlockingCollector collector(CollectionObserver observer) {
        return new BlockingCollector(
                account.gateway(), account.transport(), collections, pace.clock(), pace::waitUntil, observer);
    }

    /** Makes the calls. */
    public WalletGateway gateway() {
        return account.gateway();
    }

    /** Carries them. */
    public HttpTransport transport() {
        return account.transport();
    }

    /** Where orders are taken. */
    public PointOfSale place() {
        return account.place();
    }

    /** The time of this till, and of the simulated wallet. */
    public Pace pace() {
        return pace;
    }

    /** The records of collections. */
    public FileCollectionStore collections() {
        return collections;
    }

    /** The records of refunds. */
    public FileRefundStore refunds() {
        return refunds;
    }

    /** Where the records are. */
    public Path directory() {
        return directory;
    }

    /** The simulated wallet, if it is one. */
    public Optional<SimulatedWallet> simulated() {
        return simulated;
    }

    @Override
    public void close() throws IOException {
        try {
            refunds.close();
        } finally {
            collections.close();
        }
    }
}
