package dev.solvo.transcript;

import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.function.Consumer;

/** The data objects of what a card sent, however deep they lie. */
public final class PrimitiveObjects {
    private PrimitiveObjects() {}

    /**
     * Shows each primitive object, in order.
     *
     * @param reader at its beginning
     * @param each sees the reader stand on one object after the other
     * @throws TlvException where what follows cannot be read; what came before was shown
     */
    public static void forEach(TlvReader reader, Consumer<TlvReader> each) throws TlvException {
        int entered = 0;
        while (true) {
            if (!reader.next()) {
                if (entered == 0) {
                    return;
                }
                reader.leave();
                entered--;
            } else if (reader.isConstructed()) {
                reader.enter();
                entered++;
            } else {
                each.accept(reader);
            }
        }
    }
}
