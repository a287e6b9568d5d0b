package dev.solvo.emv.data;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a command or a response into words. */
final class ApduText {
    private static final int VERIFY = 0x20;

    private final Decoder decoder;

    ApduText(Decoder decoder) {
        this.decoder = decoder;
    }

    // NOTE: bytes do not say whether they are a command or a response. They are taken for a command if they start with
    // a
    // class and instruction of EMV's and their lengths fit.
    List<Decoded> decode(Bytes bytes) {
        Optional<CommandApdu> command = command(bytes);
        if (command.isPresent()) {
            return List.of(describe(command.get()));
        }
        try {
            return List.of(describe(ResponseApdu.parse(bytes)));
        } catch (CardTransportException tooShort) {
            return List.of(Decoder.fault(tooShort.getMessage()));
        }
    }

    private static Optional<CommandApdu> command(Bytes bytes) {
        if (bytes.length() < 4 || name(bytes.unsigned(0), bytes.unsigned(1)).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(CommandApdu.parse(bytes));
        } catch (IllegalArgumentException notACommand) {
            return Optional.empty();
        }
    }

    private Decoded describe(CommandApdu command) {
        Bytes header = command.toBytes().slice(0, 4);
        String meaning = "P1 " + header.slice(2, 3).toHex() + ", P2 "
                + header.slice(3, 4).toHex() + ", "
                + (command.data().isEmpty() ? "no data" : command.data().toString());
        List<Decoded> details = new ArrayList<>();
        if (!command.data().isEmpty()) {
            details.addAll(data(command));
        }
        return new Decoded("command", name(command.cla(), command.ins()), header.toHex(), meaning, details);
    }

    private List<Decoded> data(CommandApdu command) {
        if (command.ins() == VERIFY) {
            return List.of(Decoded.line("data", "PIN data, not shown"));
        }
        if (command.ins() == 0xA4) {
            return List.of(new Decoded("data", "Name", command.data().toHex(), "", List.of()));
        }
        if (decoder.isMasked() && (command.ins() == 0xAE || command.ins() == 0x88 || command.ins() == 0xA8)) {
            return List.of(Decoded.line("data", "masked, " + command.data() + " by a data object list"));
        }
        return List.of(new Decoded("data", "", command.data().toHex(), "", List.of()));
    }

    private Decoded describe(ResponseApdu response) {
        StatusWord status = response.statusWord();
        List<Decoded> details = response.data().isEmpty() ? List.of() : decoder.tlv(response.data());
        return new Decoded("response", "", status.toString(), meaning(status), details);
    }

    private static String name(int cla, int ins) {
        int plain = cla & 0xF0;
        if (plain != 0x00 && plain != 0x80) {
            return "";
        }
        return switch (ins) {
            case 0xA4 -> "SELECT";
            case 0xB2 -> "READ RECORD";
            case 0xA8 -> "GET PROCESSING OPTIONS";
            case 0xCA -> "GET DATA";
            case 0x88 -> "INTERNAL AUTHENTICATE";
            case VERIFY -> "VERIFY";
            case 0x84 -> "GET CHALLENGE";
            case 0xAE -> "GENERATE AC";
            case 0x82 -> "EXTERNAL AUTHENTICATE";
            case 0xC0 -> "GET RESPONSE";
            case 0x1E -> "APPLICATION BLOCK";
            case 0x18 -> "APPLICATION UNBLOCK";
            case 0x16 -> "CARD BLOCK";
            case 0x24 -> "PIN CHANGE/UNBLOCK";
            case 0xDA -> "PUT DATA";
            case 0xDC -> "UPDATE RECORD";
            default -> "";
        };
    }

    private static String meaning(StatusWord status) {
        if (status.sw1() == 0x61) {
            return status.sw2() + " bytes waiting";
        }
        if (status.sw1() == 0x6C) {
            return "wrong Le, " + status.sw2() + " expected";
        }
        if ((status.value() & 0xFFF0) == 0x63C0) {
            return "verification failed, " + (status.value() & 0xF) + " tries left";
        }
        return switch (status.value()) {
            case 0x9000 -> "done";
            case 0x6283 -> "selected file invalidated";
            case 0x6300 -> "authentication failed";
            case 0x6700 -> "wrong length";
            case 0x6882 -> "secure messaging not supported";
            case 0x6981 -> "command incompatible with file";
            case 0x6982 -> "security status not satisfied";
            case 0x6983 -> "authentication method blocked";
            case 0x6984 -> "referenced data invalidated";
            case 0x6985 -> "conditions of use not satisfied";
            case 0x6987 -> "secure messaging object missing";
            case 0x6988 -> "secure messaging object incorrect";
            case 0x6A80 -> "wrong data";
            case 0x6A81 -> "function not supported";
            case 0x6A82 -> "file not found";
            case 0x6A83 -> "record not found";
            case 0x6A86 -> "wrong P1 or P2";
            case 0x6A88 -> "referenced data not found";
            case 0x6D00 -> "instruction not supported";
            case 0x6E00 -> "class not supported";
            default -> "";
        };
    }
}
