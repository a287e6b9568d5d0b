/** A program that uses Solvo's jars and knows nothing else of it. */
module com.example.till {
    requires dev.solvo.emv;
    requires dev.solvo.qr;
    // The parts of dev.solvo.qr that are for a desktop or a server ask their users for these.
    requires java.net.http;
    requires java.sql;
}
