package dev.solvo.emv.violations;

import dev.solvo.emv.violations.below.BaseHelper;
import java.awt.Point;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import javax.smartcardio.ATR;
import org.bouncycastle.crypto.digests.SHA1Digest;

/** Breaks each rule once. */
@SuppressWarnings({"JavaTimeDefaultTimeZone", "NonFinalStaticField", "MutablePublicArray"})
public class EveryRuleBroken {
    static int counter;
    private static final ArrayList<String> SEEN = new ArrayList<>();

    /**
     * Does what no library class may do.
     *
     * @return what it used
     */
    public List<Object> breakRules() {
        Logger.getLogger("solvo").info("logged");
        System.out.println("printed");
        SEEN.add("kept");
        counter++;
        return List.of(
                LocalDate.now(),
                Map.of("first", 1, "second", 2),
                new Point(),
                new SecureRandom(),
                new ATR(new byte[] {0x3B, 0}),
                new SHA1Digest(),
                new Thread(() -> {}),
                new BaseHelper());
    }
}
