package dev.solvo.emv.contactless.kernel2;

import dev.solvo.emv.KernelStep;
import dev.solvo.emv.SupplyData;
import dev.solvo.emv.config.KernelOption;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the terminal for what a list of the card names and nobody knows. Book C-2, data exchange.
 *
 * <p>NOTE: a seam. Which signals pass when, which tags are read and written beside, and how long a terminal may take, is not
 * established: nothing of it is here, and without the switch no step comes.
 */
final class DataExchange {
    private DataExchange() {}

    static KernelStep before(
            Kernel2Transaction transaction, Optional<Bytes> list, Kernel2Transaction.Following following)
            throws EmvDataException {
        List<Tag> needed = transaction.session().configuration().has(KernelOption.DATA_EXCHANGE) && list.isPresent()
                ? needed(transaction, list.get())
                : List.of();
        if (needed.isEmpty()) {
            return following.go();
        }
        return new SupplyData(
                needed,
                supplied -> transaction.session().proceed(() -> {
                    for (Map.Entry<Tag, Bytes> element : supplied.entrySet()) {
                        transaction.data().putApplication(element.getKey(), element.getValue());
                    }
                    return following.go();
                }));
    }

    private static List<Tag> needed(Kernel2Transaction transaction, Bytes list) throws EmvDataException {
        List<Tag> needed = new ArrayList<>();
        try {
            for (Dol.Entry entry : Dol.parse(list).entries()) {
                if (!transaction.get(entry.tag()).isPresent() && !needed.contains(entry.tag())) {
                    needed.add(entry.tag());
                }
            }
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
        return needed;
    }
}
