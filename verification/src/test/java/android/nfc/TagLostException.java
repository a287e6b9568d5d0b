package android.nfc;

import java.io.IOException;

/** Stands for Android's exception of this name. */
public class TagLostException extends IOException {
    private static final long serialVersionUID = 1L;

    /** A tag that left the field. */
    public TagLostException() {
        super("tag was lost");
    }
}
