package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.cli.wallet.StoreDirectory;
import dev.solvo.prepaid.account.OperatorDesk;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.SqliteLedger;
import dev.solvo.service.TillLog;
import dev.solvo.service.TillService;
import dev.solvo.service.TillServiceSettings;
import dev.solvo.service.TillTokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code solvo prepaid serve}: a service that tills pay at. */
@Command(
        name = "serve",
        description = {
            "Serves tills over HTTP until it is stopped: JSON in and out, a token for each till ('solvo prepaid till').",
            "Tokens, codes and PINs go over the line: give a certificate (--tls), or put a proxy with TLS before it. Without a"
                    + " certificate it listens on this machine only.",
            "Each hour it does what 'solvo prepaid expire --due' does, and each minute it seals the books."
        },
        footer = {"", "Example:", "  solvo prepaid serve --listen 127.0.0.1:8085 --log"},
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ServeCommand extends BooksTask {
    private static final Pattern ADDRESS = Pattern.compile("(.{1,255}):([0-9]{1,5})");
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'books-'yyyyMMdd-HHmmss'.db'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int AT_A_TIME = 500;
    private static final int LONGEST_END_SECONDS = 20;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8085",
            description = "where; port 0 takes one that is free (default: 127.0.0.1:8085)")
    private String listen = "127.0.0.1:8085";

    @Option(names = "--tls", paramLabel = "FILE", description = "a PKCS#12 file with key and certificate")
    private @Nullable Path tls;

    @Option(names = "--tls-password-file", paramLabel = "FILE", description = "a file with its password")
    private @Nullable Path tlsPassword;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "64",
            description = "how many tills are served at the same time (default: 64)")
    private int connections = 64;

    @Option(names = "--backup", paramLabel = "DIR", description = "copy the books there from time to time")
    private @Nullable Path backup;

    @Option(
            names = "--backup-every",
            paramLabel = "PT24H",
            defaultValue = "PT24H",
            description = "how often (default: PT24H)")
    private Duration backupEvery = Duration.ofDays(1);

    @Option(names = "--log", description = "write a line for each request to standard error")
    private boolean log;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    boolean makesBooks() {
        return true;
    }

    @Override
    void prepare() throws BadInputException {
        if (!store().tillFile().exists()) {
            throw new BadInputException("no till has a token: 'solvo prepaid till --terminal till-1' makes one");
        }
        if (tls == null && !address().getAddress().isLoopbackAddress()) {
            throw usage("--listen: without --tls only on this machine, 127.0.0.1; put a proxy with TLS before it");
        }
        if (backup != null && store().isDatabase()) {
            throw usage("--backup is for the books of a directory; a database has backups of its own");
        }
        if (backupEvery.compareTo(Duration.ofSeconds(1)) < 0) {
            throw usage("--backup-every is a second or more");
        }
    }

    @Override
    int run(OpenStore books) throws BadInputException, LedgerException {
        TillFile tills = store().tillFile();
        Thread hook = new Thread(this::stop, "stop");
        try (TillTokens tokens = tills.tokens(books.tenant());
                Background background = new Background(err());
                TillService service =
                        TillService.start(books.accounts(), books.tenant(), tokens, settings(), requests())) {
            background.each(Duration.ofSeconds(1), () -> tokens.allowOnly(tills.numbers()));
            background.each(Duration.ofMinutes(1), () -> books.ledger().seal());
            background.each(Duration.ofHours(1), () -> sweep(books.operator()));
            Path copies = backup;
            if (copies != null) {
                StoreDirectory.create(copies);
                background.each(backupEvery, () -> copy((SqliteLedger) books.ledger(), copies));
            }
            Runtime.getRuntime().addShutdownHook(hook);
            line("listening on port " + service.port());
            stopped.await();
        } catch (IOException refused) {
            throw new BadInputException("cannot listen on " + listen + ": " + refused.getMessage(), refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
        return ExitCode.OK;
    }

    /** The process ends when this does, so it waits for the answers that are on their way. */
    private void stop() {
        stopped.countDown();
        try {
            if (!ended.await(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                err().println("solvo: stopped with requests under way");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sweep(OperatorDesk desk) throws LedgerException {
        desk.sweepHolds(AT_A_TIME);
        desk.sweepExpired(AT_A_TIME);
        desk.sweepTransfers(Clock.systemUTC().instant().minus(ExpireCommand.LEFT_BEHIND), AT_A_TIME);
    }

    private static void copy(SqliteLedger ledger, Path directory) throws LedgerException {
        ledger.backup(directory.resolve(NAME.format(Clock.systemUTC().instant())));
    }

    private TillLog requests() {
        if (!log) {
            return (till, path, key, status, outcome, taken) -> {};
        }
        return (till, path, key, status, outcome, taken) -> {
            err().println(Clock.systemUTC().instant() + " " + till + " " + path + " " + key + " " + status + " "
                    + outcome + " " + taken.toNanos() / 1_000 + " us");
            err().flush();
        };
    }

    private TillServiceSettings settings() throws BadInputException {
        TillServiceSettings plain = TillServiceSettings.plain(address());
        try {
            return new TillServiceSettings(
                    plain.address(), certificate(), connections, plain.silence(), plain.longest());
        } catch (IllegalArgumentException wrong) {
            throw usage("--connections: " + wrong.getMessage());
        }
    }

    private InetSocketAddress address() throws BadInputException {
        Matcher parts = ADDRESS.matcher(listen);
        int port = parts.matches() ? Integer.parseInt(parts.group(2)) : -1;
        if (port < 0 || port > 0xFFFF) {
            throw usage("--listen is HOST:PORT");
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(parts.group(1)), port);
        } catch (UnknownHostException unknown) {
            throw new BadInputException("--listen: there is no such host", unknown);
        }
    }

    private Optional<SSLContext> certificate() throws BadInputException {
        if (tls == null) {
            return Optional.empty();
        }
        if (tlsPassword == null) {
            throw usage("--tls-password-file is missing");
        }
        CharBuffer line = secrets().file("password", tlsPassword);
        char[] password = new char[line.remaining()];
        line.get(password);
        try (InputStream in = Files.newInputStream(tls)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return Optional.of(context);
        } catch (IOException | GeneralSecurityException wrong) {
            throw new BadInputException(tls + " is no PKCS#12 file, or has another password");
        } finally {
            Arrays.fill(password, ' ');
        }
    }
}
