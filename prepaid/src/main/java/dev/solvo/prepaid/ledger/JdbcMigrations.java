package dev.solvo.prepaid.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;

/** Makes the tables, and brings those of an older version up to date. */
final class JdbcMigrations {
    private static final String TABLE = "solvo_schema_history";
    private static final List<String> SCRIPTS = List.of("V1__books.sql", "V2__reports.sql");
    private static final int MOST_CAUSES = 10;

    private final DataSource source;
    private final Map<String, String> placeholders;

    private JdbcMigrations(DataSource source, Map<String, String> placeholders) {
        this.source = source;
        this.placeholders = placeholders;
    }

    /** For the only database of its books. */
    static JdbcMigrations ofOneDatabase(DataSource source) {
        return new JdbcMigrations(source, Map.of("keyScope", "op_key, tenant", "firstNumber", "1"));
    }

    /** For one of several databases; the keys of two of them are not compared, and their numbers differ. */
    static JdbcMigrations ofShard(DataSource source, int shard) {
        return new JdbcMigrations(
                source,
                Map.of(
                        "keyScope",
                        "op_key, tenant, account",
                        "firstNumber",
                        Long.toString(JdbcRestoration.FIRST_OF_SHARDS * shard + 1)));
    }

    void run() throws LedgerException {
        run(SCRIPTS.size());
    }

    /** Up to a version, for tests of what follows. */
    void run(int version) throws LedgerException {
        try {
            Flyway flyway = flyway(folder(), version);
            // Asked before: Flyway passes over versions that it does not know.
            for (MigrationInfo migration : flyway.info().all()) {
                if (migration.getState() == MigrationState.FUTURE_SUCCESS
                        || migration.getState() == MigrationState.FUTURE_FAILED) {
                    throw new LedgerException(
                            LedgerException.Cause.INCOMPATIBLE,
                            "the tables have version " + migration.getVersion() + ", this program knows " + version);
                }
            }
            flyway.migrate();
        } catch (FlywayException e) {
            throw failed(e);
        } catch (SQLException e) {
            throw SqlFailure.of(e).exception(e);
        }
    }

    private String folder() throws SQLException {
        try (Connection connection = source.getConnection()) {
            return SqlDialect.of(connection).folder();
        }
    }

    private Flyway flyway(String folder, int version) {
        return Flyway.configure(JdbcMigrations.class.getClassLoader())
                .dataSource(source)
                .table(TABLE)
                .locations(new String[0])
                .resourceProvider(new Scripts(folder))
                .placeholders(placeholders)
                .target(MigrationVersion.fromVersion(Integer.toString(version)))
                // Other tables may be there already.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }

    private static LedgerException failed(FlywayException error) {
        Throwable cause = error;
        for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
            if (cause instanceof SQLException sql) {
                return SqlFailure.of(sql).exception(sql);
            }
            cause = cause.getCause();
        }
        return new LedgerException(
                LedgerException.Cause.INCOMPATIBLE, "the tables are not those that this program made");
    }

    /** Scripts that lie in this module, where Flyway's search of the class path does not see them. */
    private static final class Scripts implements ResourceProvider {
        private final List<Script> scripts;

        Scripts(String folder) {
            scripts = SCRIPTS.stream().map(name -> new Script(folder, name)).toList();
        }

        @Override
        @SuppressWarnings("NullAway") // Flyway asks for null.
        public LoadableResource getResource(String name) {
            return scripts.stream()
                    .filter(script -> script.getRelativePath().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return scripts.stream()
                    .filter(script -> script.getFilename().startsWith(prefix))
                    .filter(script -> Arrays.stream(suffixes).anyMatch(script.getFilename()::endsWith))
                    .<LoadableResource>map(script -> script)
                    .toList();
        }
    }

    private static final class Script extends LoadableResource {
        private final String folder;
        private final String name;

        Script(String folder, String name) {
            this.folder = folder;
            this.name = name;
        }

        @Override
        public Reader read() {
            try (InputStream stream = JdbcMigrations.class.getResourceAsStream(getRelativePath())) {
                if (stream == null) {
                    throw new IllegalStateException("the script " + getRelativePath() + " is missing");
                }
                return new StringReader(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalStateException("the script " + getRelativePath() + " cannot be read", e);
            }
        }

        @Override
        public String getAbsolutePath() {
            return getRelativePath();
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return getRelativePath();
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return folder + "/" + name;
        }
    }
}
