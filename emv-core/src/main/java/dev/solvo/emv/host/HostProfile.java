package dev.solvo.emv.host;

import java.util.List;

/**
 * What one network wants in field 55 of each of its messages. EMV 4.4 Book 4, 12.1 names the data; the lists are the
 * networks' and by general knowledge, and the acquirer's own specification rules.
 *
 * @param network for reports
 * @param request authorisation or financial request, whose cryptogram is that of the first GENERATE AC
 * @param advice advice, confirmation, and what else is sent when the transaction is over; the cryptogram is the last one
 * @param reversal what takes a request back
 */
public record HostProfile(String network, Field55Profile request, Field55Profile advice, Field55Profile reversal) {
    /** Visa's usual elements. */
    public static final HostProfile VISA = published(Field55Profile.VISA);

    /** Mastercard's usual elements. */
    public static final HostProfile MASTERCARD = published(Field55Profile.MASTERCARD);

    /** UnionPay's usual elements. */
    public static final HostProfile UNIONPAY = published(Field55Profile.UNIONPAY);

    /** What EMV names as data of the messages. */
    public static final HostProfile GENERIC = published(Field55Profile.GENERIC);

    /**
     * The profiles that stand here.
     *
     * @return Visa, Mastercard, UnionPay, generic
     */
    public static List<HostProfile> published() {
        return List.of(VISA, MASTERCARD, UNIONPAY, GENERIC);
    }

    private static HostProfile published(Field55Profile request) {
        return new HostProfile(
                request.name(),
                request,
                PublishedProfiles.read(request.name(), "advice"),
                PublishedProfiles.read(request.name(), "reversal"));
    }
}
