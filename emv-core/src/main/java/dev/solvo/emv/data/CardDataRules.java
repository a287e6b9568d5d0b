package dev.solvo.emv.data;

import dev.solvo.emv.data.DataElement.Source;
import dev.solvo.emv.data.DataStore.Origin;
import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which elements a card may supply, in which answer, and in which form. EMV 4.4 Book 3, 7, 10.2 and Annex A.
 *
 * <p>Owners, templates, lengths and formats are the dictionary's; here stand the elements that belong to certain answers
 * only.
 */
final class CardDataRules {
    /** Held by the terminal although no EMV book defines it: Transaction Category Code. */
    private static final Tag TRANSACTION_CATEGORY_CODE = Tag.of(0x9F53);

    /** Elements of an answer to GENERATE AC. */
    static final Set<Tag> CRYPTOGRAM_ANSWER = Set.of(
            EmvTag.APPLICATION_CRYPTOGRAM,
            EmvTag.CRYPTOGRAM_INFORMATION_DATA,
            EmvTag.APPLICATION_TRANSACTION_COUNTER,
            EmvTag.ISSUER_APPLICATION_DATA,
            EmvTag.SIGNED_DYNAMIC_APPLICATION_DATA);

    /** The terminal's elements that hold for one application of the card only, whoever stored them. */
    static final Set<Tag> FOUND_BY_KERNEL = Set.of(
            EmvTag.APPLICATION_IDENTIFIER_TERMINAL,
            EmvTag.AUTHORISATION_RESPONSE_CODE,
            EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS,
            EmvTag.CERTIFICATION_AUTHORITY_PUBLIC_KEY_INDEX_TERMINAL,
            EmvTag.ISSUER_SCRIPT_RESULTS,
            EmvTag.TRANSACTION_CERTIFICATE_HASH_VALUE);

    private static final Set<Tag> FCI_TEMPLATES = Set.of(
            EmvTag.FCI_TEMPLATE,
            EmvTag.FCI_PROPRIETARY_TEMPLATE,
            EmvTag.FCI_ISSUER_DISCRETIONARY_DATA,
            EmvTag.APPLICATION_TEMPLATE,
            EmvTag.DIRECTORY_DISCRETIONARY_TEMPLATE);

    private static final Set<Tag> ANSWER_TEMPLATES =
            Set.of(EmvTag.RESPONSE_MESSAGE_TEMPLATE_FORMAT_1, EmvTag.RESPONSE_MESSAGE_TEMPLATE_FORMAT_2);

    // NOTE: a contact card has its cryptogram in the answer to GENERATE AC. Cards for both interfaces are known to
    // repeat it in GET PROCESSING OPTIONS, where contactless kernels expect it; it is taken and later replaced.
    private static final Set<Origin> CRYPTOGRAM_ANSWERS =
            Set.of(Origin.PROCESSING_OPTIONS, Origin.INTERNAL_AUTHENTICATE, Origin.GENERATE_AC);

    /** Elements that belong into certain answers only. */
    private static final Map<Tag, Set<Origin>> RESERVED = Map.ofEntries(
            Map.entry(EmvTag.DEDICATED_FILE_NAME, Set.of(Origin.FCI)),
            Map.entry(EmvTag.APPLICATION_PRIORITY_INDICATOR, Set.of(Origin.FCI)),
            Map.entry(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST, Set.of(Origin.FCI)),
            Map.entry(EmvTag.APPLICATION_INTERCHANGE_PROFILE, Set.of(Origin.PROCESSING_OPTIONS)),
            Map.entry(EmvTag.APPLICATION_FILE_LOCATOR, Set.of(Origin.PROCESSING_OPTIONS)),
            Map.entry(EmvTag.APPLICATION_CRYPTOGRAM, CRYPTOGRAM_ANSWERS),
            Map.entry(EmvTag.CRYPTOGRAM_INFORMATION_DATA, CRYPTOGRAM_ANSWERS),
            Map.entry(EmvTag.ISSUER_APPLICATION_DATA, CRYPTOGRAM_ANSWERS),
            Map.entry(EmvTag.SIGNED_DYNAMIC_APPLICATION_DATA, CRYPTOGRAM_ANSWERS),
            Map.entry(
                    EmvTag.APPLICATION_TRANSACTION_COUNTER,
                    Set.of(Origin.PROCESSING_OPTIONS, Origin.GENERATE_AC, Origin.GET_DATA)),
            Map.entry(EmvTag.LAST_ONLINE_ATC_REGISTER, Set.of(Origin.GET_DATA)),
            Map.entry(EmvTag.PIN_TRY_COUNTER, Set.of(Origin.GET_DATA)),
            Map.entry(EmvTag.LOG_FORMAT, Set.of(Origin.GET_DATA)),
            Map.entry(EmvTag.BIOMETRIC_TRY_COUNTERS_TEMPLATE, Set.of(Origin.GET_DATA)),
            Map.entry(EmvTag.DATA_AUTHENTICATION_CODE, Set.of()),
            Map.entry(EmvTag.ICC_DYNAMIC_NUMBER, Set.of()));

    private final TagDictionary dictionary;

    CardDataRules(TagDictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** Outside of EMV's own scope, where contactless kernels have their data. */
    private boolean isContactless() {
        return dictionary.scope() != TagScope.EMV;
    }

    boolean mayComeFromCard(Tag tag) {
        if (tag.equals(TRANSACTION_CATEGORY_CODE)) {
            return false;
        }
        DataElement element = dictionary.meaning(tag);
        return element == null
                || element.sources().isEmpty()
                || element.sources().contains(Source.CARD);
    }

    boolean mayComeFromIssuer(Tag tag) {
        DataElement element = dictionary.meaning(tag);
        return element != null && element.sources().contains(Source.ISSUER);
    }

    /** Tells whether an element may be taken from one kind of answer. */
    boolean belongsInto(Tag tag, Origin answer) {
        Set<Origin> only = RESERVED.get(tag);
        if (only != null) {
            // Contactless cards may have cryptogram and signature in a record. EMV Book C-3, fast DDA.
            return only.contains(answer) || (isContactless() && answer == Origin.RECORD && isCryptogramAnswer(tag));
        }
        if (isContactless() && answer == Origin.PROCESSING_OPTIONS) {
            // What records hold may come with GET PROCESSING OPTIONS instead.
            return true;
        }
        DataElement element = dictionary.meaning(tag);
        if (element == null || element.templates().isEmpty()) {
            return true;
        }
        List<Tag> templates = element.templates();
        return switch (answer) {
            case FCI -> intersects(templates, FCI_TEMPLATES);
            case PROCESSING_OPTIONS, INTERNAL_AUTHENTICATE, GENERATE_AC -> intersects(templates, ANSWER_TEMPLATES);
            // NOTE: an issuer may put other elements into records than the template column says; they are taken.
            default -> true;
        };
    }

    private static boolean intersects(List<Tag> some, Set<Tag> others) {
        for (int i = 0; i < some.size(); i++) {
            if (others.contains(some.get(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells whether the records of an application may hold an element once only. EMV 4.4 Book 3, 10.2.
     *
     * <p>NOTE: the text speaks of primitive data objects. We leave out templates and tags without a meaning of EMV's own,
     * and compare records with records only, not with the answers to SELECT and GET PROCESSING OPTIONS.
     */
    boolean mustBeUniqueInRecords(Tag tag) {
        return !tag.isConstructed() && dictionary.meaning(tag) != null;
    }

    /**
     * Tells whether a value is a second one for the same element. Between records in every scope; for contactless kernels
     * between GET PROCESSING OPTIONS and records too, and within the former.
     */
    boolean isSecond(Tag tag, Origin answer, Origin before) {
        boolean bothCount = isContactless()
                ? (answer == Origin.RECORD || answer == Origin.PROCESSING_OPTIONS)
                        && (before == Origin.RECORD || before == Origin.PROCESSING_OPTIONS)
                : answer == Origin.RECORD && before == Origin.RECORD;
        return bothCount && mustBeUniqueInRecords(tag);
    }

    /** Tells whether a value takes the place of one the card supplied before. */
    boolean replaces(Tag tag, Origin answer, Origin before) {
        if (isCryptogramAnswer(tag)) {
            return answer != Origin.GET_DATA || before == Origin.GET_DATA || before == Origin.PROCESSING_OPTIONS;
        }
        return switch (answer) {
            case RECORD -> before == Origin.PROCESSING_OPTIONS;
            case GET_DATA, GENERATE_AC, INTERNAL_AUTHENTICATE -> before == answer;
            default -> false;
        };
    }

    boolean isCryptogramAnswer(Tag tag) {
        return CRYPTOGRAM_ANSWER.contains(tag);
    }

    boolean allowsLength(Tag tag, int lengthBytes) {
        DataElement element = dictionary.meaning(tag);
        return element == null || element.lengths().allows(lengthBytes);
    }

    /** Refuses a value of another length, or with digits that are not decimal. EMV 4.4 Book 3, 7.5. */
    void checkValue(Tag tag, Bytes value) throws EmvDataException {
        DataElement element = dictionary.meaning(tag);
        // NOTE: a CVM list without rules is shorter than Annex A allows, yet 10.5 treats it as absent and does not end
        // the
        // transaction. CvmList judges it.
        if (element == null || tag.equals(EmvTag.CARDHOLDER_VERIFICATION_METHOD_LIST)) {
            return;
        }
        if (!element.lengths().allows(value.length())) {
            throw EmvDataException.length(tag, value.length(), element.lengths().toString());
        }
        if (element.format() == DataFormat.NUMERIC) {
            checkDigits(tag, value, false);
        } else if (element.format() == DataFormat.COMPRESSED_NUMERIC) {
            checkDigits(tag, value, true);
        }
    }

    private static void checkDigits(Tag tag, Bytes value, boolean fillingAllowed) throws EmvDataException {
        boolean filling = false;
        for (int i = 0; i < 2 * value.length(); i++) {
            int digit = i % 2 == 0 ? value.unsigned(i / 2) >> 4 : value.unsigned(i / 2) & 0xF;
            if (fillingAllowed && digit == 0xF) {
                filling = true;
            } else if (digit > 9 || filling) {
                throw new EmvDataException(Reason.FORMAT, tag, i / 2, "no decimal digit");
            }
        }
    }
}
