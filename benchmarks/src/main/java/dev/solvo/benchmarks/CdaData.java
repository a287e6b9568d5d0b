package dev.solvo.benchmarks;

/**
 * Everything that a CDA check takes, as plain bytes.
 *
 * @param authorityModulus the certification authority's key
 * @param authorityExponent its exponent
 * @param issuerCertificate tag 90
 * @param issuerRemainder tag 92, may be empty
 * @param issuerExponent tag 9F32
 * @param cardCertificate tag 9F46
 * @param cardRemainder tag 9F48, may be empty
 * @param cardExponent tag 9F47
 * @param staticData records, and the AIP if it is signed
 * @param signature tag 9F4B
 * @param unpredictableNumber tag 9F37
 * @param transactionData values of the PDOL and of CDOL1, and the objects of the answer but 9F4B
 */
@SuppressWarnings("ArrayRecordComponent")
record CdaData(
        byte[] authorityModulus,
        byte[] authorityExponent,
        byte[] issuerCertificate,
        byte[] issuerRemainder,
        byte[] issuerExponent,
        byte[] cardCertificate,
        byte[] cardRemainder,
        byte[] cardExponent,
        byte[] staticData,
        byte[] signature,
        byte[] unpredictableNumber,
        byte[] transactionData) {}
