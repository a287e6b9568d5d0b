/** A program that uses Solvo's jars and knows nothing else of it. */
module com.example.till {
    requires dev.solvo.emv;
}
