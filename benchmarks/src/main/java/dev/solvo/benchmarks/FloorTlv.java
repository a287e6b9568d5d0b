package dev.solvo.benchmarks;

/**
 * A walk over BER-TLV objects written by hand for this measurement: what can hardly be done faster in Java with the same
 * checks. Definite lengths of at most four octets, tags of at most four bytes, filling 00 skipped, templates at most sixteen deep.
 */
final class FloorTlv {
    private static final int MAX_DEPTH = 16;

    private final int[] ends = new int[MAX_DEPTH];

    /** The input is refused. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String what, int offset) {
            super(what + " at offset " + offset);
        }
    }

    /** Visits all objects; gives what {@link Visits} makes of them. */
    int walk(byte[] input) throws Refused {
        int at = 0;
        int end = input.length;
        int depth = 0;
        int sum = 0;
        while (true) {
            while (at < end && input[at] == 0) {
                at++;
            }
            if (at == end) {
                if (depth == 0) {
                    return sum;
                }
                end = ends[--depth];
                continue;
            }
            int first = input[at];
            int tag = first & 0xFF;
            int next = at + 1;
            if ((first & 0x1F) == 0x1F) {
                int size = 1;
                int b;
                do {
                    if (next == end || size == 4) {
                        throw new Refused("tag", at);
                    }
                    b = input[next++];
                    tag = tag << 8 | b & 0xFF;
                    size++;
                } while (b < 0);
            }
            if (next == end) {
                throw new Refused("no length", at);
            }
            int length = input[next++];
            if (length < 0) {
                int count = length & 0x7F;
                if (count == 0 || count > 4 || count > end - next) {
                    throw new Refused("length", at);
                }
                length = 0;
                for (int i = 0; i < count; i++) {
                    length = length << 8 | input[next++] & 0xFF;
                }
            }
            if (length < 0 || length > end - next) {
                throw new Refused("value", at);
            }
            sum = Visits.add(sum, tag, next, length);
            if ((first & 0x20) != 0) {
                if (depth == MAX_DEPTH) {
                    throw new Refused("depth", at);
                }
                ends[depth++] = end;
                end = next + length;
                at = next;
            } else {
                at = next + length;
            }
        }
    }

    /** Index of the value of a tag in a template that is the only object and has a length in one or two bytes. */
    static int find(byte[] input, int tag) throws Refused {
        int at = input[1] < 0 ? 3 : 2;
        int end = input.length;
        while (at < end) {
            int first = input[at];
            int found = first & 0xFF;
            int next = at + 1;
            if ((first & 0x1F) == 0x1F) {
                if (next == end || input[next] < 0) {
                    throw new Refused("tag", at);
                }
                found = found << 8 | input[next++];
            }
            if (next == end) {
                throw new Refused("no length", at);
            }
            int length = input[next++];
            if (length == (byte) 0x81 && next < end) {
                length = input[next++] & 0xFF;
            }
            if (length < 0 || length > end - next) {
                throw new Refused("value", at);
            }
            if (found == tag) {
                return next;
            }
            at = next + length;
        }
        return -1;
    }
}
