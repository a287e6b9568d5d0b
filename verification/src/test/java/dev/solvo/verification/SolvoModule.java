package dev.solvo.verification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The published libraries, and what each may look at. */
enum SolvoModule {
    TLV("tlv", 2),
    CRYPTO("crypto", 12),
    SIMULATOR("simulator", 11),
    EMV("emv", 10),
    PCSC("pcsc", 2),
    QR_CODES("qr.codes", 6),
    QR("qr", 11),
    PREPAID("prepaid", 5);

    private final String name;
    private final int mostExports;

    SolvoModule(String name, int mostExports) {
        this.name = name;
        this.mostExports = mostExports;
    }

    String moduleName() {
        return "dev.solvo." + name;
    }

    /** More exported packages than this are worth a thought about what users need to see. */
    int mostExports() {
        return mostExports;
    }

    /** The arrows of the design. */
    Set<SolvoModule> uses() {
        return switch (this) {
            case TLV -> Set.of();
            case CRYPTO, PCSC -> Set.of(TLV);
            case SIMULATOR, EMV, QR_CODES, PREPAID -> Set.of(TLV, CRYPTO);
            case QR -> Set.of(TLV, CRYPTO, QR_CODES);
        };
    }

    /** The modules outside of Solvo and java.base that it may read. */
    Set<String> foreignModules() {
        return switch (this) {
            case TLV -> Set.of("org.jspecify");
            case PREPAID ->
                Set.of(
                        "org.jspecify",
                        "org.joda.money",
                        "com.zaxxer.hikari",
                        "flyway.core",
                        "java.sql",
                        "org.xerial.sqlitejdbc");
            case SIMULATOR ->
                Set.of(
                        "org.jspecify",
                        "com.fasterxml.jackson.core",
                        "com.fasterxml.jackson.databind",
                        "org.apache.httpcomponents.core5.httpcore5",
                        "java.xml");
            case QR_CODES ->
                Set.of("org.jspecify", "org.joda.money", "io.nayuki.qrcodegen", "com.google.zxing", "java.desktop");
            case QR ->
                Set.of(
                        "org.jspecify",
                        "org.joda.money",
                        "com.fasterxml.jackson.core",
                        "com.fasterxml.jackson.databind",
                        "com.fasterxml.jackson.dataformat.csv",
                        "java.net.http",
                        "java.sql",
                        "java.xml");
            case CRYPTO -> Set.of("org.jspecify", "org.bouncycastle.provider");
            case EMV ->
                Set.of(
                        "org.jspecify",
                        "org.joda.money",
                        "com.fasterxml.jackson.core",
                        "com.fasterxml.jackson.databind");
            case PCSC -> Set.of("org.jspecify", "java.smartcardio");
        };
    }

    /** Its own packages as ArchUnit patterns. */
    List<String> packages() {
        return switch (this) {
            case TLV -> List.of("dev.solvo.tlv..", "dev.solvo.apdu..");
            case QR_CODES ->
                List.of(
                        "dev.solvo.qr",
                        "dev.solvo.qr.consumer..",
                        "dev.solvo.qr.merchant..",
                        "dev.solvo.qr.render..",
                        "dev.solvo.qr.scan..");
            case QR ->
                List.of(
                        "dev.solvo.qr.alipay..",
                        "dev.solvo.qr.http..",
                        "dev.solvo.qr.reconcile..",
                        "dev.solvo.qr.scanner..",
                        "dev.solvo.qr.unionpay..",
                        "dev.solvo.qr.wallet..",
                        "dev.solvo.qr.wechat..");
            case CRYPTO, SIMULATOR, EMV, PCSC, PREPAID -> List.of(moduleName() + "..");
        };
    }

    /** Everything that its classes may use, as ArchUnit patterns. */
    List<String> visiblePackages() {
        List<String> visible = new ArrayList<>(packages());
        uses().forEach(used -> visible.addAll(used.packages()));
        visible.addAll(List.of("java..", "org.jspecify.annotations"));
        visible.addAll(
                switch (this) {
                    case CRYPTO -> List.of("javax.crypto..", "org.bouncycastle..");
                    case EMV -> List.of("org.joda.money..", "com.fasterxml.jackson..");
                    case PCSC -> List.of("javax.smartcardio");
                    case SIMULATOR ->
                        List.of(
                                "com.fasterxml.jackson..",
                                "org.apache.hc.core5..",
                                "javax.crypto..",
                                "javax.net..",
                                "javax.security.auth.x500",
                                "javax.xml..",
                                "org.w3c.dom..",
                                "org.xml.sax..");
                    case QR_CODES ->
                        List.of("org.joda.money..", "io.nayuki.qrcodegen", "com.google.zxing..", "javax.imageio..");
                    case QR ->
                        List.of(
                                "org.joda.money..",
                                "com.fasterxml.jackson..",
                                "javax.crypto..",
                                "javax.net..",
                                "javax.security.auth.x500",
                                "javax.sql",
                                "javax.xml..",
                                "org.w3c.dom..",
                                "org.xml.sax..");
                    case PREPAID ->
                        List.of(
                                "org.joda.money..",
                                "com.zaxxer.hikari..",
                                "javax.crypto..",
                                "javax.sql",
                                "org.flywaydb.core..",
                                "org.sqlite..");
                    case TLV -> List.of();
                });
        return visible;
    }

    static List<String> allPackages() {
        return Arrays.stream(values()).flatMap(m -> m.packages().stream()).toList();
    }
}
