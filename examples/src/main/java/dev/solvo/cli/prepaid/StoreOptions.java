package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.wallet.StoreDirectory;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.account.CardCodeKeys;
import dev.solvo.prepaid.account.PrepaidAccounts;
import dev.solvo.prepaid.account.TenantPolicy;
import dev.solvo.prepaid.ledger.Ledger;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationFacts;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where the books are, whose they are, and who works with them. */
final class StoreOptions {
    private static final String KEYS = "keys.json";
    private static final String TILLS = "tills.json";
    private static final String POLICY = "policy.json";

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--store",
            paramLabel = "DIR|JDBC-URL",
            description =
                    "a directory with a store of its own, or a database: jdbc:postgresql:… or jdbc:mariadb:… (default:"
                            + " ~/.solvo/prepaid)")
    private @Nullable String store;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description =
                    "the keys that hide codes and PINs (default: keys.json in the directory; to be given with a database)")
    private @Nullable Path keys;

    @Option(
            names = "--tills",
            paramLabel = "FILE",
            description = "the tills' tokens (default: tills.json in the directory; to be given with a database)")
    private @Nullable Path tills;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "the products and their rules, JSON (default: policy.json in the directory, else no limits)")
    private @Nullable Path policy;

    @Option(names = "--tenant", paramLabel = "T", defaultValue = "main", description = "whose cards (default: main)")
    private String tenant = "main";

    @Option(
            names = "--operator",
            paramLabel = "NAME",
            description = "who orders it, for the books (default: the name of the user)")
    private @Nullable String operator;

    @Option(
            names = "--db-user",
            paramLabel = "NAME",
            description = "the database's user (default: SOLVO_DB_USER of the environment)")
    private @Nullable String user;

    @Option(
            names = "--db-password-file",
            paramLabel = "FILE",
            description = "a file with his password (default: SOLVO_DB_PASSWORD of the environment)")
    private @Nullable Path passwordFile;

    /** Whether the books are in a database. */
    boolean isDatabase() {
        return store != null && store.startsWith("jdbc:");
    }

    /** The directory of the books. */
    Path directory() {
        return store == null ? Path.of(System.getProperty("user.home", "."), ".solvo", "prepaid") : Path.of(store);
    }

    /** Refuses a directory without books, which a question would otherwise make. */
    void requireBooks() throws BadInputException {
        if (!isDatabase() && !StoreEngine.isIn(directory())) {
            throw new BadInputException(
                    "there are no books in " + directory() + "; 'solvo prepaid issue' makes them with the first card");
        }
    }

    /** Where the books are, without anything secret. */
    String place() {
        return isDatabase()
                ? String.valueOf(store).split("[?;]", 2)[0]
                : directory().toString();
    }

    TenantId tenant() {
        try {
            return new TenantId(tenant);
        } catch (IllegalArgumentException wrong) {
            throw usage("--tenant: " + wrong.getMessage());
        }
    }

    /** The books without keys and rules; the caller closes them. */
    BookStore openBooks() throws BadInputException, LedgerException {
        if (!isDatabase()) {
            return StoreEngine.embedded(StoreDirectory.create(directory()));
        }
        String url = String.valueOf(store);
        if (url.matches("(?i).*[?&;](password|sslpassword)=.*")) {
            throw usage("--store has a password in it, which others can see: SOLVO_DB_PASSWORD or --db-password-file");
        }
        String name = user != null ? user : System.getenv().getOrDefault("SOLVO_DB_USER", "");
        CharSequence password = passwordFile != null
                ? new SecretInput().file("password", passwordFile)
                : System.getenv().getOrDefault("SOLVO_DB_PASSWORD", "");
        return StoreEngine.database(url, name, password.toString());
    }

    /** The books that an import is to fill; the caller closes them. */
    BookStore openToImport() throws BadInputException, LedgerException {
        return isDatabase() ? openBooks() : StoreEngine.emptied(StoreDirectory.create(directory()));
    }

    /** The books with keys and rules; the caller closes them. */
    OpenStore open(PrintWriter err) throws BadInputException, LedgerException {
        TenantId whose = tenant();
        String who = operator();
        if (isDatabase() && keys == null) {
            throw usage("--keys FILE is missing: with a database, say where the keys of codes and PINs are");
        }
        BookStore books = openBooks();
        try {
            SecureRandom random = new SecureRandom();
            CardCodeKeys opened = keys(books.ledger(), random, err);
            try {
                TenantPolicy rules = policy(whose);
                PrepaidAccounts accounts = PrepaidAccounts.builder(books.ledger(), opened, Clock.systemUTC(), random)
                        .policy(rules)
                        .build();
                return new OpenStore(books, opened, accounts, rules, who);
            } catch (BadInputException | RuntimeException wrong) {
                opened.close();
                throw wrong;
            }
        } catch (BadInputException | LedgerException | RuntimeException wrong) {
            books.close();
            throw wrong;
        }
    }

    /** Whether a store was named. */
    boolean isGiven() {
        return store != null;
    }

    boolean hasKeyFile() {
        return keys != null;
    }

    StoreKeys keyFile() {
        return new StoreKeys(keys != null ? keys : directory().resolve(KEYS));
    }

    boolean hasTillFile() {
        return tills != null;
    }

    TillFile tillFile() {
        if (isDatabase() && tills == null) {
            throw usage("--tills FILE is missing: with a database, say where the tills' tokens are");
        }
        return new TillFile(tills != null ? tills : directory().resolve(TILLS));
    }

    /** The rules of a file, or those that know no limits. */
    TenantPolicy policy(TenantId whose) throws BadInputException {
        if (policy != null) {
            return PolicyFile.read(policy, whose);
        }
        Path beside = directory().resolve(POLICY);
        return !isDatabase() && Files.exists(beside) ? PolicyFile.read(beside, whose) : PolicyFile.withoutLimits(whose);
    }

    /** Why the books could not be used, with the place where they are. */
    String describe(LedgerException failed) {
        String detail = String.valueOf(failed.getMessage());
        return switch (failed.reason()) {
            case IN_USE -> "the store " + place() + " is in use by another process";
            case STORAGE -> "the disk of " + place() + " is full or failed: " + detail;
            case UNAVAILABLE -> place() + " cannot be reached, or refused for now: " + detail;
            case OUTCOME_UNKNOWN -> place() + " did not say what became of it";
            case CORRUPT -> place() + " holds what it cannot hold: " + detail;
            case INCOMPATIBLE -> place() + " is no store of this version: " + detail;
            case CLOSED -> place() + " was closed";
            case CONTENTION -> "too many others changed the same card meanwhile";
        };
    }

    private CardCodeKeys keys(Ledger ledger, SecureRandom random, PrintWriter err)
            throws BadInputException, LedgerException {
        StoreKeys file = keyFile();
        if (!file.exists()) {
            if (!ledger.reads().tenants().isEmpty()) {
                throw new BadInputException("there is no key file " + file
                        + ", and without it no card of these books is found by its code");
            }
            file.create(random);
            err.println(
                    "made the key file " + file + "; back it up apart from the books: without it every card is lost");
            err.flush();
        } else if (file.isOpenToOthers()) {
            err.println("solvo: warning: others can read " + file + "; chmod 600 it");
            err.flush();
        }
        return file.read();
    }

    private String operator() {
        String name = operator != null ? operator : System.getProperty("user.name", "operator");
        if (!ReasonOptions.isKept(name, OperationFacts.OPERATOR_LENGTH)) {
            throw usage("--operator has 1 to " + OperationFacts.OPERATOR_LENGTH
                    + " characters, none of them a control character");
        }
        return name;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
