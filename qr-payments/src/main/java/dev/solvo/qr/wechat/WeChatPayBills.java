package dev.solvo.qr.wechat;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.wallet.CallOutcome;
import dev.solvo.qr.wallet.CodeTable;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.tlv.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Bills of APIv3: asked for by day, fetched from an address that the answer names, checked by their SHA-1. */
final class WeChatPayBills {
    private static final int MAXIMUM_LENGTH = 64 * 1024 * 1024;

    private final WeChatPayConfig config;
    private final V3Wire wire;
    private final CodeTable codes;

    WeChatPayBills(WeChatPayConfig config, V3Wire wire, CodeTable codes) {
        this.config = config;
        this.wire = wire;
        this.codes = codes;
    }

    WalletCall<WeChatPayBillReply> trades(LocalDate day, WeChatPayBillType type, boolean compressed) {
        String sub = config.subMerchantId().map(id -> "&sub_mchid=" + id).orElse("");
        return ask("/v3/bill/tradebill?bill_date=" + day + sub + "&bill_type=" + type.name(), compressed);
    }

    WalletCall<WeChatPayBillReply> fundFlow(LocalDate day, WeChatPayFundAccount account, boolean compressed) {
        return ask("/v3/bill/fundflowbill?bill_date=" + day + "&account_type=" + account.name(), compressed);
    }

    private WalletCall<WeChatPayBillReply> ask(String pathAndQuery, boolean compressed) {
        return wire.get(
                pathAndQuery + (compressed ? "&tar_type=GZIP" : ""),
                Map.of(),
                answer -> answer.isGood() ? ready(answer, compressed) : refused(answer),
                WeChatPayBillReply.NotKnown::new);
    }

    private WeChatPayBillReply refused(V3Answer answer) {
        Optional<CodeTable.Entry> entry = codes.find("v3 bill", answer.code());
        boolean definite = entry.filter(
                        e -> e.outcome() == CallOutcome.DECLINED || e.outcome() == CallOutcome.NOT_FOUND)
                .isPresent();
        return definite
                ? new WeChatPayBillReply.Refused(entry.get().refusal())
                : new WeChatPayBillReply.NotKnown(
                        answer.replies(codes, "v3 bill").unsure(), answer.code());
    }

    private WeChatPayBillReply ready(V3Answer answer, boolean compressed) {
        String type = V3Json.text(answer.body(), "hash_type").orElse("");
        String hash = V3Json.text(answer.body(), "hash_value").orElse("").toLowerCase(Locale.ROOT);
        try {
            URI address = URI.create(V3Json.text(answer.body(), "download_url").orElse(""));
            if (type.equals("SHA1") && hash.matches("[0-9a-f]{40}") && isWeChatPays(address)) {
                return new WeChatPayBillReply.Ready(address, hash, compressed);
            }
        } catch (IllegalArgumentException e) {
            return new WeChatPayBillReply.NotKnown(UnknownCause.MALFORMED, "");
        }
        return new WeChatPayBillReply.NotKnown(UnknownCause.MALFORMED, "");
    }

    /** A request is signed for WeChat Pay and goes nowhere else. */
    private boolean isWeChatPays(URI address) {
        for (URI host :
                new URI[] {config.host(), WeChatPayConfig.PRODUCTION, WeChatPayConfig.BACKUP, WeChatPayConfig.HONG_KONG
                }) {
            if (host.getScheme().equals(address.getScheme())
                    && host.getRawAuthority().equals(address.getRawAuthority())) {
                return true;
            }
        }
        return false;
    }

    WalletCall<WeChatPayBillFile> download(WeChatPayBillReply.Ready bill) {
        if (!isWeChatPays(bill.address())) {
            throw new IllegalArgumentException("the bill's address is not WeChat Pay's");
        }
        return wire.unchecked(
                bill.address(), answer -> file(answer, bill), (cause, code) -> new WeChatPayBillFile.NotKnown(cause));
    }

    private static WeChatPayBillFile file(HttpAnswer answer, WeChatPayBillReply.Ready bill) {
        if (answer.status() != 200) {
            return new WeChatPayBillFile.NotKnown(UnknownCause.HTTP_ERROR);
        }
        Bytes content;
        try {
            content = bill.compressed() ? unpacked(answer.body()) : answer.body();
        } catch (IOException e) {
            return new WeChatPayBillFile.NotKnown(UnknownCause.MALFORMED);
        }
        return sha1(content).equals(bill.sha1())
                ? new WeChatPayBillFile.Complete(content)
                : new WeChatPayBillFile.NotKnown(UnknownCause.MISMATCH);
    }

    private static Bytes unpacked(Bytes packed) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                if (all.size() + n > MAXIMUM_LENGTH) {
                    throw new IOException("more than " + MAXIMUM_LENGTH + " bytes");
                }
                all.write(part, 0, n);
            }
        }
        return Bytes.of(all.toByteArray());
    }

    private static String sha1(Bytes content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(content.toByteArray());
            return Bytes.of(hash).toHex().toLowerCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-1", e);
        }
    }
}
