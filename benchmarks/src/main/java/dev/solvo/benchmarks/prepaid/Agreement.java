package dev.solvo.benchmarks.prepaid;

import dev.solvo.prepaid.ledger.LedgerException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The same requests to every side, among them keys that come again and amounts that are not there. */
final class Agreement {
    private static final int REQUESTS = 400;
    private static final int CARDS = 7;

    private Agreement() {}

    /** What a side answers; the sides are checked to answer alike. */
    static List<Long> answers(Debits side) throws LedgerException, SQLException, InterruptedException {
        SplittableRandom random = new SplittableRandom(20_26);
        List<DebitRequest> requests = new ArrayList<>();
        List<Long> answers = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            DebitRequest request = i % 5 == 4
                    ? requests.get(random.nextInt(requests.size()))
                    : new DebitRequest(
                            random.nextInt(Cards.TERMINALS.size()),
                            random.nextInt(CARDS),
                            1 + random.nextLong(Cards.LOADED / 16),
                            Cards.newKey(random),
                            Cards.newFingerprint(random));
            long answer = side.debit(request);
            // Only what was done comes again: a desk remembers refusals, the others do not.
            if (answer != Debits.REFUSED) {
                requests.add(request);
            }
            if (requests.isEmpty()) {
                throw new IllegalStateException("the first debit was refused");
            }
            answers.add(answer);
        }
        if (!answers.contains(Debits.REFUSED)) {
            throw new IllegalStateException("no request was too large");
        }
        return answers;
    }
}
