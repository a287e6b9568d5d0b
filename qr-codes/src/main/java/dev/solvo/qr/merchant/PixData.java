package dev.solvo.qr.merchant;

import java.util.Optional;

/**
 * PIX, Brazil: an account key (static), the address of a charge (dynamic), or the address of a recurrence.
 *
 * @param template the ID of the account template
 * @param key the receiver's key: CPF or CNPJ, telephone with +55, e-mail, or a random UUID; at most 77 characters
 * @param info what the payer reads, with a static key
 * @param url the address of the charge without its scheme, at most 77 characters
 * @param txid the receiver's reference: 1 to 25 letters and digits, or {@code ***} for none
 * @param recurrenceUrl the address of a recurrence (Pix Automático)
 */
public record PixData(
        String template,
        Optional<String> key,
        Optional<String> info,
        Optional<String> url,
        String txid,
        Optional<String> recurrenceUrl)
        implements NationalData {
    private static final String OWNER = "br.gov.bcb.pix";
    private static final String NO_TXID = "***";

    /** What the payer's bank asks for. */
    public enum Kind {
        /** A key, paid as often as one likes. */
        STATIC,
        /** A charge that the receiver's bank keeps at the address. */
        DYNAMIC,
        /** A recurrence and nothing to pay now. */
        RECURRENCE_ONLY,
    }

    /** Checks lengths and the form of the reference. */
    public PixData {
        if (key.filter(k -> k.length() > 77).isPresent()
                || url.filter(u -> u.length() > 77).isPresent()) {
            throw new IllegalArgumentException("a PIX key or address has at most 77 characters");
        }
        if (!txid.equals(NO_TXID) && !txid.matches("[A-Za-z0-9]{1,25}")) {
            throw new IllegalArgumentException("a PIX txid is 1 to 25 letters and digits, or ***");
        }
    }

    /** A receiver's key. */
    public static PixData ofKey(String key) {
        return new PixData("26", Optional.of(key), Optional.empty(), Optional.empty(), NO_TXID, Optional.empty());
    }

    /** The address of a charge, without its scheme. */
    public static PixData ofUrl(String url) {
        return new PixData(
                "26", Optional.empty(), Optional.empty(), Optional.of(withoutScheme(url)), NO_TXID, Optional.empty());
    }

    /** The address of a recurrence (Pix Automático) and nothing to pay now. */
    public static PixData ofRecurrence(String address) {
        return new PixData(
                "26",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NO_TXID,
                Optional.of(withoutScheme(address)));
    }

    private static String withoutScheme(String address) {
        if (address.contains("://")) {
            throw new IllegalArgumentException("a PIX address is written without its scheme");
        }
        return address;
    }

    /** The same with the receiver's reference. */
    public PixData withTxid(String reference) {
        return new PixData(template, key, info, url, reference, recurrenceUrl);
    }

    /** The same with a text for the payer. */
    public PixData withInfo(String text) {
        return new PixData(template, key, Optional.of(text), url, txid, recurrenceUrl);
    }

    /** The same with a recurrence. */
    public PixData withRecurrence(String address) {
        return new PixData(template, key, info, url, txid, Optional.of(withoutScheme(address)));
    }

    /** What the payer's bank asks for. */
    public Kind kind() {
        if (url.isPresent()) {
            return Kind.DYNAMIC;
        }
        return key.isPresent() ? Kind.STATIC : Kind.RECURRENCE_ONLY;
    }

    static Optional<PixData> of(MerchantCode code) {
        try {
            return code.template(26, 51, OWNER)
                    .map(account -> new PixData(
                            account.idText(),
                            account.find(1),
                            account.find(2),
                            account.find(25),
                            code.additionalData(5).orElse(NO_TXID),
                            code.template(80, 99, OWNER).flatMap(template -> template.find(25))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Profile profile() {
        return Profile.PIX;
    }

    @Override
    public void writeTo(MerchantCodeBuilder builder) {
        int id = Integer.parseInt(template);
        builder.merchantCategory("0000").inTemplate(id, 0, OWNER).additionalData(5, txid);
        key.ifPresent(value -> builder.inTemplate(id, 1, value));
        info.ifPresent(value -> builder.inTemplate(id, 2, value));
        url.ifPresent(value -> builder.inTemplate(id, 25, value));
        recurrenceUrl.ifPresent(value -> builder.inTemplate(80, 0, OWNER).inTemplate(80, 25, value));
    }
}
