package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.tlv.Bytes;
import java.util.List;

/** Rows as lines of text: a letter and fields, tabs between them. {@link LedgerFile} says which. */
final class BookLines {
    static final String ACCOUNT = "A";
    static final String ENTRY = "E";
    static final String POSTING = "P";
    static final String SEAL = "S";
    static final String HASH = "H";

    private static final String DEBIT = "D";
    private static final String CREDIT = "C";
    private static final int HEX = 16;
    private static final int ESCAPE_DIGITS = 4;
    private static final int LONGEST_NUMBER = 20;

    private BookLines() {}

    static String line(AccountRow row) {
        AccountCounters counters = row.counters();
        return join(
                ACCOUNT,
                row.tenant(),
                row.id(),
                row.currency(),
                row.state(),
                row.product(),
                counters.debitsPosted(),
                counters.creditsPosted(),
                counters.debitsPending(),
                counters.creditsPending(),
                row.pin().hash().toHex(),
                row.pin().salt().toHex(),
                row.pin().keyVersion(),
                row.pin().triesLeft(),
                row.expires(),
                row.opened(),
                row.successor(),
                row.codeVersion(),
                row.codeHint(),
                row.version());
    }

    static AccountRow account(Fields fields) {
        AccountRow row = new AccountRow(
                new TenantId(fields.text()),
                AccountId.parse(fields.text()),
                fields.text(),
                CardState.valueOf(fields.text()),
                fields.text(),
                new AccountCounters(fields.number(), fields.number(), fields.number(), fields.number()),
                new PinRow(fields.bytes(), fields.bytes(), fields.count(), fields.count()),
                fields.number(),
                fields.number(),
                AccountId.parse(fields.text()),
                fields.count(),
                fields.text(),
                fields.number());
        fields.end();
        return row;
    }

    static String line(OperationRow row, int postings) {
        OperationFacts facts = row.facts();
        AnswerRow answer = row.answer();
        OperationProgress progress = row.progress();
        return join(
                ENTRY,
                row.number(),
                row.id().tenant(),
                row.id().account(),
                row.id().key(),
                row.fingerprint().toHex(),
                facts.kind(),
                facts.at(),
                facts.terminal(),
                facts.batch(),
                facts.currency(),
                facts.amount(),
                facts.original(),
                facts.other(),
                facts.operator(),
                facts.reason(),
                answer.done() ? 1 : 0,
                answer.reason(),
                answer.approved(),
                answer.ledger(),
                answer.held(),
                answer.state(),
                answer.detail(),
                progress.holdRemaining(),
                progress.holdExpires(),
                progress.captured(),
                progress.refunded(),
                progress.reversed() ? 1 : 0,
                postings);
    }

    /** An operation; the number of its lines is the field after it. */
    static OperationRow operation(Fields fields) {
        long number = fields.number();
        return new OperationRow(
                new OperationId(
                        new TenantId(fields.text()), AccountId.parse(fields.text()), new OperationKey(fields.text())),
                fields.bytes(),
                new OperationFacts(
                        OperationKind.valueOf(fields.text()),
                        fields.number(),
                        fields.text(),
                        fields.count(),
                        fields.text(),
                        fields.number(),
                        fields.text(),
                        AccountId.parse(fields.text()),
                        fields.text(),
                        fields.text()),
                new AnswerRow(
                        fields.flag(),
                        fields.text(),
                        fields.number(),
                        fields.number(),
                        fields.number(),
                        CardState.valueOf(fields.text()),
                        fields.text()),
                new OperationProgress(
                        fields.number(), fields.number(), fields.number(), fields.number(), fields.flag()),
                number);
    }

    static String line(Posting posting) {
        return join(POSTING, posting.account().name(), posting.side() == Side.DEBIT ? DEBIT : CREDIT, posting.amount());
    }

    static Posting posting(Fields fields) {
        LedgerAccount account = new LedgerAccount(fields.text());
        Side side = switch (fields.text()) {
            case DEBIT -> Side.DEBIT;
            case CREDIT -> Side.CREDIT;
            default -> throw new IllegalArgumentException("a side is D or C");
        };
        Posting posting = new Posting(account, side, fields.number());
        fields.end();
        return posting;
    }

    static String line(LedgerSeal seal) {
        return join(SEAL, seal.entries(), seal.lastNumber(), seal.hash().toHex());
    }

    static LedgerSeal seal(Fields fields) {
        LedgerSeal seal = new LedgerSeal(fields.number(), fields.number(), fields.bytes());
        fields.end();
        return seal;
    }

    private static String join(Object... fields) {
        StringBuilder line = new StringBuilder();
        for (Object field : fields) {
            if (line.length() > 0) {
                line.append('\t');
            }
            escape(line, field.toString());
        }
        return line.toString();
    }

    private static void escape(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\\') {
                line.append("\\\\");
            } else if (Character.isISOControl(character) || isLone(text, i)) {
                line.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    line.append(Character.forDigit(character >> shift & 0xF, HEX));
                }
            } else {
                line.append(character);
            }
        }
    }

    /** Half a character, which UTF-8 cannot have. */
    private static boolean isLone(String text, int at) {
        char character = text.charAt(at);
        if (Character.isHighSurrogate(character)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(character) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char character = text.charAt(at++);
            if (character != '\\') {
                plain.append(character);
            } else if (text.startsWith("\\", at)) {
                plain.append('\\');
                at++;
            } else if (text.startsWith("u", at) && at + 1 + ESCAPE_DIGITS <= text.length()) {
                String digits = text.substring(at + 1, at + 1 + ESCAPE_DIGITS);
                if (!digits.matches("[0-9a-f]{4}")) {
                    throw new IllegalArgumentException("an escaped character has four digits");
                }
                plain.append((char) Integer.parseInt(digits, HEX));
                at += 1 + ESCAPE_DIGITS;
            } else {
                throw new IllegalArgumentException("a backslash escapes a backslash or a character's number");
            }
        }
        return plain.toString();
    }

    /** The fields of a line, read one after the other; anything that a field cannot be is an IllegalArgumentException. */
    static final class Fields {
        private final List<String> fields;
        private int next = 1;

        Fields(String line) {
            fields = List.of(line.split("\t", -1));
        }

        String letter() {
            return fields.get(0);
        }

        String text() {
            if (next == fields.size()) {
                throw new IllegalArgumentException("a field is missing");
            }
            return unescape(fields.get(next++));
        }

        long number() {
            String text = text();
            if (text.length() > LONGEST_NUMBER || !text.matches("-?[0-9]+")) {
                throw new IllegalArgumentException("a field is no number");
            }
            return Long.parseLong(text);
        }

        int count() {
            return Math.toIntExact(number());
        }

        boolean flag() {
            long number = number();
            if (number != 0 && number != 1) {
                throw new IllegalArgumentException("a field is neither 0 nor 1");
            }
            return number == 1;
        }

        Bytes bytes() {
            return Bytes.fromHex(text());
        }

        void end() {
            if (next != fields.size()) {
                throw new IllegalArgumentException("there are more fields than there should be");
            }
        }
    }
}
