package dev.solvo.conformance.fuzz;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Method;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What an offline data authentication of a card covers, found from what was said alone and not by the kernel: certificates, signed
 * records, the application interchange profile, and the answers that hold a signature. EMV 4.4 Book 3, 10.3; Book 2, 5, 6 and 12.
 *
 * <p>Not covered: what the card is found by, data object lists (the card signs what it was sent for them), records that are
 * not signed, answers to GET DATA, GET CHALLENGE and VERIFY, and a cryptogram without a signature.
 *
 * @param parts what is covered, by a name for people
 * @param locators the application file locator; empty if the transaction did not come so far
 */
record AuthenticatedContent(Map<String, Bytes> parts, Bytes locators) {
    /** The part that stands on the application file locator and is the same in every transaction with a card. */
    static final String STATIC_DATA = "the static data to be authenticated";

    private static final String RELAY_RESISTANCE_DATA = "the relay resistance data";

    private static final int SELECT = 0xA4;
    private static final int GET_PROCESSING_OPTIONS = 0xA8;
    private static final int READ_RECORD = 0xB2;
    private static final int INTERNAL_AUTHENTICATE = 0x88;
    private static final int GENERATE_AC = 0xAE;
    private static final int RELAY_RESISTANCE = 0xEA;
    private static final int SIGNATURE_REQUESTED = 0x18;
    private static final int LAST_EMV_FILE = 10;

    private static final int PROPRIETARY_TEMPLATE = 0xA5;
    private static final int RECORD_TEMPLATE = 0x70;
    private static final int ENCIPHERED_RECORD = 0xDA;
    private static final int FORMAT_1 = 0x80;
    private static final int FORMAT_2 = 0x77;
    private static final int AIP = 0x82;
    private static final int AFL = 0x94;
    private static final int STATIC_DATA_TAG_LIST = 0x9F4A;
    private static final int SIGNED_STATIC_DATA = 0x93;
    private static final int SIGNED_DYNAMIC_DATA = 0x9F4B;
    private static final int CARD_AUTHENTICATION_DATA = 0x9F69;
    private static final Set<Integer> ISSUER_CERTIFICATE = Set.of(0x8F, 0x90, 0x92, 0x9F32);
    private static final Set<Integer> ICC_CERTIFICATE = Set.of(0x9F46, 0x9F47, 0x9F48);

    /** 84 and 9F38, which XDA signs with the records. EMV 4.4 Book 2, 12.4. */
    private static final Set<Integer> SIGNED_BY_XDA = Set.of(0x84, 0x9F38);

    /** 82, and the card's key with the blinding factor, on which the keys of all MACs of kernel 8 stand. */
    private static final Set<Integer> AGREED = Set.of(0x82, 0x9F8103);

    /** 9F26, which a MAC covers by its value, and 9F8105, the MAC. */
    private static final Set<Integer> NOT_UNDER_THE_MAC = Set.of(0x9F26, 0x9F8105);

    /** 9F2C and 9F38, which the test cards of kernel 8 name in their extended static data tag list. */
    private static final Set<Integer> EXTENDED_STATIC_DATA = Set.of(0x9F2C, 0x9F38);

    /** Copies the parts. */
    AuthenticatedContent {
        parts = Map.copyOf(parts);
    }

    /** Of what the card sent, with a method. */
    static AuthenticatedContent sent(List<Delivery> deliveries, Method method) {
        return new Finding(deliveries, Delivery::sent, method).find();
    }

    /** Of what the card sent, by the application file locator that the terminal got. */
    static AuthenticatedContent sentByDeliveredLocator(List<Delivery> deliveries, Method method) {
        Finding delivered = new Finding(deliveries, Delivery::delivered, method);
        Finding sent = new Finding(deliveries, Delivery::sent, method);
        return sent.find(delivered.locators(delivered.lastBefore(deliveries.size(), GET_PROCESSING_OPTIONS)));
    }

    /** Of what the terminal got, with a method. */
    static AuthenticatedContent delivered(List<Delivery> deliveries, Method method) {
        return new Finding(deliveries, Delivery::delivered, method).find();
    }

    /** The application interchange profile that the terminal got. */
    static OptionalInt deliveredInterchangeProfile(List<Delivery> deliveries) {
        Finding finding = new Finding(deliveries, Delivery::delivered, Method.NONE);
        Bytes profile = finding.interchangeProfile(finding.lastBefore(deliveries.size(), GET_PROCESSING_OPTIONS));
        return profile.length() == 2 ? OptionalInt.of((int) profile.toUnsignedLong()) : OptionalInt.empty();
    }

    /** One look through a dialogue. */
    private static final class Finding {
        private final List<Delivery> deliveries;
        private final Function<Delivery, Optional<ResponseApdu>> side;
        private final Method method;
        private final Map<String, Bytes> parts = new TreeMap<>();

        Finding(List<Delivery> deliveries, Function<Delivery, Optional<ResponseApdu>> side, Method method) {
            this.deliveries = deliveries;
            this.side = side;
            this.method = method;
        }

        AuthenticatedContent find() {
            return find(locators(lastBefore(deliveries.size(), GET_PROCESSING_OPTIONS)));
        }

        AuthenticatedContent find(Bytes locators) {
            int initiated = lastBefore(deliveries.size(), GET_PROCESSING_OPTIONS);
            if (method == Method.NONE || initiated < 0) {
                return new AuthenticatedContent(parts, locators);
            }
            boolean tagList = records(initiated, locators);
            if (tagList || method == Method.XDA) {
                add("the application interchange profile", interchangeProfile(initiated));
            }
            int selected = lastBefore(initiated, SELECT);
            if (method == Method.XDA) {
                add("the application's selection", values(selected, SIGNED_BY_XDA));
            }
            if (method == Method.LOCAL) {
                add("the application's selection", values(selected, EXTENDED_STATIC_DATA));
                add("the key agreement", values(initiated, AGREED));
            }
            for (int i = initiated + 1; i < deliveries.size(); i++) {
                answer(i);
            }
            return new AuthenticatedContent(parts, locators);
        }

        /** Whether a record names the application interchange profile as signed. */
        private boolean records(int initiated, Bytes locators) {
            boolean tagList = false;
            if (method == Method.FAST_DDA) {
                addFast(initiated);
            }
            for (int i = initiated + 1; i < deliveries.size(); i++) {
                if (deliveries.get(i).command().ins() != READ_RECORD || !isSuccess(i)) {
                    continue;
                }
                add("the issuer's certificate", values(i, ISSUER_CERTIFICATE));
                if (method == Method.SDA) {
                    add("the signature over the static data", values(i, Set.of(SIGNED_STATIC_DATA)));
                } else {
                    add("the card's certificate", values(i, ICC_CERTIFICATE));
                }
                if (method == Method.FAST_DDA) {
                    addFast(i);
                }
                int file = deliveries.get(i).command().p2() >> 3;
                if (isSigned(locators, file, deliveries.get(i).command().p1())) {
                    add(STATIC_DATA, signedPart(body(i), file));
                }
                tagList |= !values(i, Set.of(STATIC_DATA_TAG_LIST)).isEmpty();
            }
            return tagList;
        }

        private void addFast(int exchange) {
            add("the dynamic signature", values(exchange, Set.of(SIGNED_DYNAMIC_DATA)));
            add("the card authentication data", values(exchange, Set.of(CARD_AUTHENTICATION_DATA)));
        }

        private void answer(int exchange) {
            if (!isSuccess(exchange)) {
                return;
            }
            int instruction = deliveries.get(exchange).command().ins();
            if (instruction == INTERNAL_AUTHENTICATE && method == Method.DDA) {
                Bytes plain = valueOf(body(exchange), FORMAT_1);
                add("the dynamic signature", plain.isEmpty() ? values(exchange, Set.of(SIGNED_DYNAMIC_DATA)) : plain);
            } else if (instruction == RELAY_RESISTANCE && method == Method.LOCAL) {
                // Of several exchanges the last one counts.
                parts.remove(RELAY_RESISTANCE_DATA);
                add(RELAY_RESISTANCE_DATA, valueOf(body(exchange), FORMAT_1));
            } else if (instruction == GENERATE_AC && method == Method.LOCAL) {
                add("the cryptogram and its MAC", values(exchange, NOT_UNDER_THE_MAC));
                add("the cryptogram's data", othersThan(NOT_UNDER_THE_MAC, body(exchange)));
            } else if (instruction == GENERATE_AC
                    && (method == Method.CDA || method == Method.XDA)
                    && (deliveries.get(exchange).command().p1() & SIGNATURE_REQUESTED) != 0) {
                signedCryptogram(exchange);
            }
        }

        /** The signature covers all objects but itself, as they are coded. EMV 4.4 Book 2, 6.6 and 12.5. */
        private void signedCryptogram(int exchange) {
            Bytes signature = values(exchange, Set.of(SIGNED_DYNAMIC_DATA));
            if (signature.isEmpty()) {
                return;
            }
            add("the signature around the cryptogram", signature);
            add("the cryptogram", othersThan(Set.of(SIGNED_DYNAMIC_DATA), body(exchange)));
        }

        /** The objects of template 77 with other tags, as they are coded. */
        private static Bytes othersThan(Set<Integer> tags, Bytes body) {
            List<Bytes> others = new ArrayList<>();
            try {
                TlvReader reader = TlvReader.of(valueOf(body, FORMAT_2));
                while (reader.next()) {
                    if (!tags.contains(reader.tag())) {
                        others.add(reader.raw());
                    }
                }
            } catch (TlvException broken) {
                others.add(body);
            }
            return Bytes.concat(others.toArray(new Bytes[0]));
        }

        private void add(String part, Bytes more) {
            if (!more.isEmpty()) {
                parts.merge(part, more, Bytes::plus);
            }
        }

        private static boolean isSigned(Bytes locators, int file, int record) {
            for (int at = 0; at + 4 <= locators.length(); at += 4) {
                int first = locators.unsigned(at + 1);
                if (locators.unsigned(at) >> 3 == file
                        && record >= first
                        && record < first + locators.unsigned(at + 3)) {
                    return true;
                }
            }
            return false;
        }

        /** Of files 1 to 10 without the template's tag and length. EMV 4.4 Book 3, 10.3. */
        private Bytes signedPart(Bytes body, int file) {
            if (method == Method.LOCAL) {
                // Template 70 or, enciphered, DA.
                Bytes inClear = valueOf(body, RECORD_TEMPLATE);
                return inClear.isEmpty() ? valueOf(body, ENCIPHERED_RECORD) : inClear;
            }
            if (file > LAST_EMV_FILE) {
                return body;
            }
            Bytes content = valueOf(body, RECORD_TEMPLATE);
            return content.isEmpty() ? body : content;
        }

        private Bytes locators(int initiated) {
            Bytes plain = valueOf(body(initiated), FORMAT_1);
            return plain.length() >= 2 ? plain.slice(2) : values(initiated, Set.of(AFL));
        }

        Bytes interchangeProfile(int initiated) {
            Bytes plain = valueOf(body(initiated), FORMAT_1);
            return plain.length() >= 2 ? plain.slice(0, 2) : values(initiated, Set.of(AIP));
        }

        int lastBefore(int end, int instruction) {
            for (int i = end - 1; i >= 0; i--) {
                if (deliveries.get(i).command().ins() == instruction && isSuccess(i)) {
                    return i;
                }
            }
            return -1;
        }

        /** What the terminal took for success decides where each function begins, on both sides. */
        private boolean isSuccess(int exchange) {
            return deliveries
                    .get(exchange)
                    .delivered()
                    .filter(answer -> answer.statusWord().isSuccess())
                    .isPresent();
        }

        private Bytes body(int exchange) {
            return exchange < 0
                    ? Bytes.EMPTY
                    : side.apply(deliveries.get(exchange))
                            .map(ResponseApdu::data)
                            .orElse(Bytes.EMPTY);
        }

        /** The value of the first object, if it has this tag. */
        private static Bytes valueOf(Bytes body, int tag) {
            try {
                TlvReader reader = TlvReader.of(body);
                return reader.next() && reader.tag() == tag ? reader.value() : Bytes.EMPTY;
            } catch (TlvException broken) {
                return Bytes.EMPTY;
            }
        }

        /**
         * The values of the objects with these tags. Of an object that is given several times the kernel takes one; if that is the
         * one that the card sent, nothing is changed.
         */
        private Bytes values(int exchange, Set<Integer> tags) {
            if (exchange < 0) {
                return Bytes.EMPTY;
            }
            Map<Integer, List<Bytes>> sent = occurrences(
                    deliveries.get(exchange).sent().map(ResponseApdu::data).orElse(Bytes.EMPTY), tags);
            List<Bytes> values = new ArrayList<>();
            occurrences(body(exchange), tags).forEach((tag, all) -> {
                List<Bytes> genuine = new ArrayList<>(all);
                genuine.retainAll(sent.getOrDefault(tag, List.of()));
                if (genuine.isEmpty()) {
                    values.addAll(all);
                } else {
                    values.add(genuine.get(0));
                }
            });
            return Bytes.concat(values.toArray(new Bytes[0]));
        }

        /** By tag, as far as the bytes are objects; a template in a template has tags of its own, but for A5 in a selection. */
        private static Map<Integer, List<Bytes>> occurrences(Bytes body, Set<Integer> tags) {
            Map<Integer, List<Bytes>> found = new TreeMap<>();
            try {
                TlvReader reader = TlvReader.of(body);
                boolean more = reader.next();
                while (more || reader.depth() > 0) {
                    if (!more) {
                        reader.leave();
                    } else if (reader.isConstructed()
                            && (reader.depth() == 0 || reader.tag() == PROPRIETARY_TEMPLATE)) {
                        reader.enter();
                    } else if (tags.contains(reader.tag())) {
                        found.computeIfAbsent(reader.tag(), none -> new ArrayList<>())
                                .add(reader.value());
                    }
                    more = reader.next();
                }
            } catch (TlvException broken) {
                // What stood before counts.
            }
            return found;
        }
    }
}
