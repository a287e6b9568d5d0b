package dev.solvo.prepaid.offline;

import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What an issuer lets one terminal do without asking. The product of the limits is what the issuer can lose there: see
 * {@link #terminalAmount}.
 *
 * @param tenant the issuer
 * @param terminal the terminal
 * @param keyNumber the terminal's key that seals them
 * @param version 1 or more; a terminal takes only what is newer than what it has
 * @param issuedAt when; a terminal whose clock is before that refuses to spend. To the millisecond
 * @param validUntil until when, exclusively. To the millisecond
 * @param currency the one currency that is spent
 * @param perTransaction the highest single amount
 * @param cardCount how often a card can spend in its window, 1 or more
 * @param cardAmount how much a card can spend in its window
 * @param window what a card's window is
 * @param zone where a day begins at midnight
 * @param terminalCount how many records the terminal may have that are not uploaded, 1 or more
 * @param terminalAmount how much they may come to
 * @param leastBlockList the oldest version of the block list that will do; 0 for none at all
 */
public record OfflineParameters(
        TenantId tenant,
        TerminalId terminal,
        int keyNumber,
        int version,
        Instant issuedAt,
        Instant validUntil,
        CurrencyUnit currency,
        Money perTransaction,
        int cardCount,
        Money cardAmount,
        CardWindow window,
        ZoneId zone,
        int terminalCount,
        Money terminalAmount,
        int leastBlockList) {
    private static final String MAGIC = "SOP1";
    private static final int LONGEST_ZONE = 64;

    /** @throws IllegalArgumentException if a value cannot be */
    public OfflineParameters {
        require(keyNumber >= 1, "a key's number is 1 or more");
        require(version >= 1, "a version is 1 or more");
        require(isMillis(issuedAt) && isMillis(validUntil), "times are whole milliseconds since 1970");
        require(validUntil.isAfter(issuedAt), "they are valid for a while");
        requireAmount(perTransaction, currency);
        requireAmount(cardAmount, currency);
        requireAmount(terminalAmount, currency);
        require(cardCount >= 1 && terminalCount >= 1, "a count is 1 or more");
        require(leastBlockList >= 0, "a version of a list is not negative");
        require(zone.getId().length() <= LONGEST_ZONE, "a zone's name has at most " + LONGEST_ZONE + " characters");
    }

    private static boolean isMillis(Instant time) {
        return time.getEpochSecond() >= 0
                && time.getNano() % 1_000_000 == 0
                && time.isBefore(Instant.ofEpochMilli(Long.MAX_VALUE / 2));
    }

    private static void requireAmount(Money amount, CurrencyUnit currency) {
        require(
                amount.getCurrencyUnit().equals(currency)
                        && amount.isPositive()
                        && !amount.isGreaterThan(Money.ofMinor(currency, WireReader.MOST_AMOUNT)),
                "a limit is an amount of the parameters' currency, more than 0 and at most 10^12 minor units");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    /**
     * Starts with the strictest: one record on one card, no block list, days by UTC.
     *
     * @param key the terminal's
     * @param version 1 or more
     * @param perTransaction the highest single amount; also that of card and terminal until they are set
     */
    public static Builder builder(
            TerminalKey key, int version, Instant issuedAt, Instant validUntil, Money perTransaction) {
        return new Builder(key, version, issuedAt, validUntil, perTransaction);
    }

    /** The parameters as their terminal takes them. */
    public Bytes seal(TerminalKey key) {
        if (!key.tenant().equals(tenant) || !key.terminal().equals(terminal) || key.number() != keyNumber) {
            throw new IllegalArgumentException("another terminal's key");
        }
        byte[] body = new WireWriter()
                .raw(MAGIC.getBytes(StandardCharsets.US_ASCII))
                .text(tenant.value())
                .text(terminal.value())
                .i32(keyNumber)
                .i32(version)
                .i64(issuedAt.toEpochMilli())
                .i64(validUntil.toEpochMilli())
                .text(currency.getCode())
                .i64(perTransaction.getAmountMinorLong())
                .i32(cardCount)
                .i64(cardAmount.getAmountMinorLong())
                .text(window.name())
                .text(zone.getId())
                .i32(terminalCount)
                .i64(terminalAmount.getAmountMinorLong())
                .i32(leastBlockList)
                .toByteArray();
        return key.seal(KeyUse.PARAMETERS, body);
    }

    /**
     * Reads what {@link #seal} made.
     *
     * @throws OfflineException if it is forged, for another terminal or key, or malformed
     */
    public static OfflineParameters open(Bytes sealed, TerminalKey key) throws OfflineException {
        WireReader reader = new WireReader(key.open(KeyUse.PARAMETERS, sealed.toByteArray(), "a set of parameters"));
        reader.magic(MAGIC);
        TenantId tenant = reader.tenant();
        TerminalId terminal = reader.terminal();
        int number = reader.i32();
        key.requireOwn(tenant, terminal, number);
        int version = reader.i32();
        Instant issuedAt = Instant.ofEpochMilli(reader.number());
        Instant validUntil = Instant.ofEpochMilli(reader.number());
        CurrencyUnit currency = reader.currency();
        Money perTransaction = reader.amount(currency);
        int cardCount = reader.count();
        Money cardAmount = reader.amount(currency);
        String window = reader.text();
        ZoneId zone = zone(reader.text());
        int terminalCount = reader.count();
        Money terminalAmount = reader.amount(currency);
        int leastBlockList = reader.count();
        reader.finish();
        try {
            return new OfflineParameters(
                    tenant,
                    terminal,
                    number,
                    version,
                    issuedAt,
                    validUntil,
                    currency,
                    perTransaction,
                    cardCount,
                    cardAmount,
                    CardWindow.valueOf(window),
                    zone,
                    terminalCount,
                    terminalAmount,
                    leastBlockList);
        } catch (IllegalArgumentException e) {
            throw new OfflineException(OfflineException.Reason.FORMAT, "parameters that cannot be", e);
        }
    }

    private static ZoneId zone(String name) throws OfflineException {
        try {
            ZoneId zone = ZoneId.of(name);
            if (!zone.getId().equals(name)) {
                throw WireReader.malformed("a time zone under another name");
            }
            return zone;
        } catch (DateTimeException e) {
            throw new OfflineException(OfflineException.Reason.FORMAT, "a time zone that does not exist", e);
        }
    }

    /** Collects limits. */
    public static final class Builder {
        private final TerminalKey key;
        private final int version;
        private final Instant issuedAt;
        private final Instant validUntil;
        private final Money perTransaction;
        private int cardCount = 1;
        private Money cardAmount;
        private CardWindow window = CardWindow.UPLOAD;
        private ZoneId zone = ZoneId.of("UTC");
        private int terminalCount = 1;
        private Money terminalAmount;
        private int leastBlockList;

        private Builder(TerminalKey key, int version, Instant issuedAt, Instant validUntil, Money perTransaction) {
            this.key = key;
            this.version = version;
            this.issuedAt = issuedAt;
            this.validUntil = validUntil;
            this.perTransaction = perTransaction;
            this.cardAmount = perTransaction;
            this.terminalAmount = perTransaction;
        }

        /** How often and how much a card can spend between two uploads. */
        public Builder perCardAndUpload(int count, Money amount) {
            cardCount = count;
            cardAmount = amount;
            window = CardWindow.UPLOAD;
            return this;
        }

        /** How often and how much a card can spend on a day. */
        public Builder perCardAndDay(int count, Money amount, ZoneId days) {
            cardCount = count;
            cardAmount = amount;
            window = CardWindow.DAY;
            zone = days;
            return this;
        }

        /** How many records that are not uploaded the terminal may have, and what they may come to. */
        public Builder perTerminal(int count, Money amount) {
            terminalCount = count;
            terminalAmount = amount;
            return this;
        }

        /** The oldest version of the block list that will do. */
        public Builder leastBlockList(int number) {
            leastBlockList = number;
            return this;
        }

        /**
         * The parameters.
         *
         * @throws IllegalArgumentException if a value cannot be
         */
        public OfflineParameters build() {
            return new OfflineParameters(
                    key.tenant(),
                    key.terminal(),
                    key.number(),
                    version,
                    issuedAt,
                    validUntil,
                    perTransaction.getCurrencyUnit(),
                    perTransaction,
                    cardCount,
                    cardAmount,
                    window,
                    zone,
                    terminalCount,
                    terminalAmount,
                    leastBlockList);
        }
    }
}
