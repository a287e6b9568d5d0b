package dev.solvo.qr.consumer;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;

/** One data object of a template; its text shows the tag and the length only, for many hold card data. */
public record ConsumerObject(Tag tag, Bytes value) {
    @Override
    public String toString() {
        return tag + "[" + value.length() + " bytes]";
    }
}
