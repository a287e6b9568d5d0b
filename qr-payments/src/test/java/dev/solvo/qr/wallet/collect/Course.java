package dev.solvo.qr.wallet.collect;

/** What a program asks for what happens next. */
public interface Course {
    /** One of so many, 0 first. */
    int free(int alternatives);

    /** 0, which is the normal course, or one of the departures from it. */
    int depart(int alternatives);
}
