package dev.solvo.emv.contactless.kernel2;

import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.data.BcdNumber;
import dev.solvo.tlv.Bytes;
import java.util.Optional;
import org.joda.money.Money;

/**
 * User Interface Request Data: a request as kernels 2 and 8 write it. Message, status, hold time (n 6, units of 100
 * milliseconds), languages (8 bytes), and in kernel 2 what an amount means, the amount (n 12) and its currency (n 3).
 *
 * <p>NOTE: the codes of the value qualifier (00, 10, 20) are general knowledge.
 */
public final class UserInterfaceRequestData {
    private static final int NONE = 0xFF;
    private static final int LANGUAGES_LENGTH = 8;

    private UserInterfaceRequestData() {}

    /**
     * The 22 bytes of kernel 2, tag DF8116.
     *
     * @param request a request
     * @return the value field
     */
    public static Bytes ofKernel2(UserInterfaceRequest request) {
        return ofKernel8(request).plus(value(request));
    }

    /**
     * The 13 bytes of kernel 8, tags 9F8205 and 9F8219.
     *
     * @param request a request
     * @return the value field
     */
    public static Bytes ofKernel8(UserInterfaceRequest request) {
        Bytes languages = request.languagePreference();
        return Bytes.concat(
                Bytes.ofUnsigned(
                        request.message().map(ContactlessMessage::identifier).orElse(NONE),
                        request.status().code()),
                BcdNumber.toBytes(request.holdTimeTenths(), 3),
                languages,
                Bytes.repeat(0x00, Math.max(0, LANGUAGES_LENGTH - languages.length())));
    }

    private static Bytes value(UserInterfaceRequest request) {
        Optional<Money> amount = request.value();
        if (!amount.isPresent()) {
            return Bytes.repeat(0x00, 9);
        }
        return Bytes.concat(
                Bytes.ofUnsigned(request.valueQualifier() == UserInterfaceRequest.ValueQualifier.AMOUNT ? 0x10 : 0x20),
                BcdNumber.toBytes(
                        amount.get()
                                .getAmount()
                                .movePointRight(amount.get().getCurrencyUnit().getDecimalPlaces())
                                .longValueExact(),
                        6),
                BcdNumber.toBytes(amount.get().getCurrencyUnit().getNumericCode(), 2));
    }
}
