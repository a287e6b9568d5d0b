package dev.solvo.transcript;

import dev.solvo.apdu.CommandApdu;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a command is, in a few words that hold no card data. */
public final class CommandText {
    private CommandText() {}

    /** The command's name and what it is about. */
    public static String describe(CommandApdu command) {
        return switch (command.ins()) {
            case 0xA4 -> "SELECT " + (command.p2() == 2 ? "next " : "") + name(command);
            case 0xA8 -> "GET PROCESSING OPTIONS";
            case 0xB2 -> "READ RECORD " + command.p1() + " of file " + (command.p2() >> 3);
            case 0xCA -> String.format(Locale.ROOT, "GET DATA %02X%02X", command.p1(), command.p2());
            case 0x88 -> "INTERNAL AUTHENTICATE";
            case 0x84 -> "GET CHALLENGE";
            case 0x20 -> "VERIFY";
            case 0xAE -> String.format(Locale.ROOT, "GENERATE AC %02X", command.p1());
            case 0x82 -> "EXTERNAL AUTHENTICATE";
            case 0xEA -> "EXCHANGE RELAY RESISTANCE DATA";
            case 0xD0 -> "RECOVER AC";
            case 0x2A -> "COMPUTE CRYPTOGRAPHIC CHECKSUM";
            default -> command.toString();
        };
    }

    private static String name(CommandApdu select) {
        byte[] name = select.data().toByteArray();
        boolean text = name.length > 0;
        for (byte b : name) {
            text &= b >= 0x20 && b < 0x7F;
        }
        return text
                ? new String(name, StandardCharsets.US_ASCII)
                : select.data().toHex();
    }
}
