package dev.solvo.simulator.purse;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;

/** A reader that sends commands as hexadecimal digits; its codes are made here, from the card's keys. */
final class PurseReader {
    static final String SELECT = "00A4040009A00000000386980701";
    static final String TERMINAL = "112233445566";
    static final String TIME = "20261130120000";

    private final CardTransport card;

    PurseReader(CardTransport card) {
        this.card = card;
    }

    ResponseApdu send(String command) throws Exception {
        return card.transmit(CommandApdu.parse(Bytes.fromHex(command))).response();
    }

    /** Body and status word as hexadecimal digits. */
    String answer(String command) throws Exception {
        return send(command).toBytes().toHex();
    }

    String status(String command) throws Exception {
        return send(command).statusWord().toString();
    }

    PurseReader selected() throws Exception {
        send(SELECT);
        return this;
    }

    PurseReader withPin() throws Exception {
        send("0020000003123456");
        return this;
    }

    long balance(int p2) throws Exception {
        return send("805C00" + hex(p2, 1) + "04").data().toUnsignedLong();
    }

    /** A whole load; gives the answer to CREDIT FOR LOAD. */
    ResponseApdu load(PurseKeys keys, int p2, long amount) throws Exception {
        ResponseApdu begun = send("805000" + hex(p2, 1) + "0B01" + hex(amount, 4) + TERMINAL + "10");
        if (!begun.statusWord().isSuccess()) {
            return begun;
        }
        Bytes data = begun.data();
        Bytes session = PurseCryptography.loadSessionKey(keys.load(), data.slice(8, 12), data.slice(4, 6));
        Bytes mac2 = PurseCryptography.code(session, Bytes.fromHex(hex(amount, 4) + hex(p2, 1) + TERMINAL + TIME));
        return send("805200000B" + TIME + mac2.toHex() + "04");
    }

    /** A whole purchase; gives the answer to DEBIT FOR PURCHASE. */
    ResponseApdu purchase(PurseKeys keys, int p2, long amount, long terminalSequence) throws Exception {
        ResponseApdu begun = send("805001" + hex(p2, 1) + "0B01" + hex(amount, 4) + TERMINAL + "0F");
        return begun.statusWord().isSuccess()
                ? debit(keys, begun.data(), p2 == 1 ? "05" : "06", amount, terminalSequence)
                : begun;
    }

    ResponseApdu debit(PurseKeys keys, Bytes begun, String type, long amount, long terminalSequence) throws Exception {
        Bytes sequence = PurseCryptography.number(terminalSequence, 4);
        Bytes session =
                PurseCryptography.purchaseSessionKey(keys.purchase(), begun.slice(11), begun.slice(4, 6), sequence);
        Bytes mac1 = PurseCryptography.code(session, Bytes.fromHex(hex(amount, 4) + type + TERMINAL + TIME));
        return send("805401000F" + sequence.toHex() + TIME + mac1.toHex() + "08");
    }

    static String hex(long number, int lengthBytes) {
        return PurseCryptography.number(number, lengthBytes).toHex();
    }

    /** Dice that fall as told, again and again. */
    static SecureRandom fixed(String hex) {
        byte[] bytes = Bytes.fromHex(hex).toByteArray();
        return new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] target) {
                for (int i = 0; i < target.length; i++) {
                    target[i] = bytes[i % bytes.length];
                }
            }
        };
    }
}
