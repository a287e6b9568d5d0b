package dev.solvo.tlv;

import dev.solvo.tlv.TlvException.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * What could be read of bytes that may be damaged, and what was wrong with them.
 *
 * <p>There are no findings exactly where {@link Tlv#parseAll(Bytes, TlvLimits)} accepts the same bytes, and then the
 * objects are the same. Otherwise:
 *
 * <ul>
 *   <li>FF used as filling is skipped.
 *   <li>A template that would run over the end is read as far as its bytes go.
 *   <li>A length byte 85 to FF that fits the rest is taken as the length itself, for some cards forget the 81.
 *   <li>After any other fault the rest of that template is given up; reading goes on after the template.
 *   <li>A template deeper than the limits, or with nothing readable in it, has no children.
 * </ul>
 *
 * <p>Nothing is corrected: {@link Tlv#encode()} still gives the bytes as they were received. For showing and examining
 * data; a kernel that decides about money parses strictly.
 *
 * @param objects the objects that could be read, in the order received
 * @param findings what was wrong, in the order noticed
 */
public record LenientTlv(List<Tlv> objects, List<Finding> findings) {
    /**
     * One fault that did not stop the reading.
     *
     * @param reason what is wrong
     * @param offset index in the input, in bytes, at which it was noticed
     * @param message what was found; no data values
     */
    public record Finding(Reason reason, int offset, String message) {
        static Finding of(TlvException fault) {
            return new Finding(fault.reason(), fault.offset(), fault.getMessage());
        }
    }

    /** Copies both lists. */
    public LenientTlv {
        objects = List.copyOf(objects);
        findings = List.copyOf(findings);
    }

    /**
     * Reads what can be read, with {@linkplain TlvLimits#DEFAULT default limits}.
     *
     * @param input objects one after the other
     * @return objects and findings
     */
    public static LenientTlv parse(Bytes input) {
        return parse(input, TlvLimits.DEFAULT);
    }

    /**
     * Reads what can be read.
     *
     * @param input objects one after the other
     * @param limits bounds on what is accepted; there are at most a few findings an object
     * @return objects and findings
     */
    public static LenientTlv parse(Bytes input, TlvLimits limits) {
        List<Finding> findings = new ArrayList<>();
        try {
            TlvIndex index = TlvIndex.read(input, TlvReader.noting(input, limits, findings));
            return new LenientTlv(new TlvList(index, 0, index.count()), findings);
        } catch (TlvException impossible) {
            throw new AssertionError("a reader that notes faults threw one", impossible);
        }
    }
}
