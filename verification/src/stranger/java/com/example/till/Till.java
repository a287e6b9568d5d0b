package com.example.till;

import dev.solvo.tlv.Tag;

/** Reads a record as an outside program would. */
public final class Till {
    private Till() {}

    public static void main(String[] arguments) {
        System.out.println(Tag.of(0x9F37));
    }
}
