package dev.solvo.cli.qr;

import dev.solvo.qr.merchant.BharatQrData;
import dev.solvo.qr.merchant.DuitNowData;
import dev.solvo.qr.merchant.FpsData;
import dev.solvo.qr.merchant.KhqrData;
import dev.solvo.qr.merchant.NationalData;
import dev.solvo.qr.merchant.PayNowData;
import dev.solvo.qr.merchant.PixData;
import dev.solvo.qr.merchant.Profile;
import dev.solvo.qr.merchant.PromptPayData;
import dev.solvo.qr.merchant.QrPhData;
import dev.solvo.qr.merchant.QrisData;
import dev.solvo.qr.merchant.VietQrData;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The options that only some countries' codes have. Each profile takes what it knows; an option that it does not know is
 * refused rather than left out.
 */
final class NationalOptions {
    private final ParseResult given;
    private final Set<String> known = new LinkedHashSet<>();

    NationalOptions(ParseResult given) {
        this.given = given;
    }

    /** The country's data; empty for EMVCo. */
    Optional<NationalData> data(Profile profile) {
        return switch (profile) {
            case EMVCO -> Optional.empty();
            case PIX -> Optional.of(pix());
            case PROMPTPAY -> Optional.of(promptPay());
            case PAYNOW -> Optional.of(payNow());
            case VIETQR -> Optional.of(vietQr());
            case KHQR -> Optional.of(khqr());
            case QRIS -> Optional.of(qris());
            case DUITNOW -> Optional.of(duitNow());
            case BHARATQR -> Optional.of(bharatQr());
            case FPS_HK -> Optional.of(fps());
            case QRPH -> Optional.of(qrPh());
        };
    }

    /** Refuses the national options that the profile did not ask for. */
    void refuseOthers(Profile profile) {
        for (OptionSpec option : given.matchedOptions()) {
            String name = option.longestName();
            boolean national = option.group() != null;
            if (national && !known.contains(name)) {
                throw usage(name + " does not belong to profile " + profile);
            }
        }
    }

    private NationalData pix() {
        Optional<String> url = find("--url");
        PixData data = url.isPresent() ? PixData.ofUrl(url.get()) : PixData.ofKey(need("--key"));
        Optional<String> reference = find("--reference");
        Optional<String> info = find("--info");
        data = reference.isPresent() ? data.withTxid(reference.get()) : data;
        return info.isPresent() ? data.withInfo(info.get()) : data;
    }

    private NationalData promptPay() {
        Optional<String> biller = find("--biller");
        Optional<String> taxId = find("--tax-id");
        Optional<String> wallet = find("--ewallet");
        if (biller.isPresent()) {
            PromptPayData bill = PromptPayData.ofBill(biller.get(), need("--reference"));
            Optional<String> second = find("--reference2");
            return second.isPresent() ? bill.withSecondReference(second.get()) : bill;
        }
        if (taxId.isPresent()) {
            return PromptPayData.ofTaxId(taxId.get());
        }
        return wallet.isPresent() ? PromptPayData.ofWallet(wallet.get()) : PromptPayData.ofPhone(need("--phone"));
    }

    private NationalData payNow() {
        Optional<String> uen = find("--uen");
        PayNowData data = uen.isPresent() ? PayNowData.ofUen(uen.get()) : PayNowData.ofMobile(need("--phone"));
        Optional<String> until = find("--until");
        Optional<String> reference = find("--reference");
        data = has("--fixed-amount") ? data.withFixedAmount() : data;
        data = until.isPresent() ? data.until(until.get()) : data;
        return reference.isPresent() ? data.withBillNumber(reference.get()) : data;
    }

    private NationalData vietQr() {
        Optional<String> card = find("--card");
        String bank = need("--bank");
        VietQrData data = card.isPresent()
                ? VietQrData.ofCard(bank, card.get())
                : VietQrData.ofAccount(bank, need("--account-number"));
        Optional<String> info = find("--info");
        return info.isPresent() ? data.withPurpose(info.get()) : data;
    }

    private NationalData khqr() {
        Optional<String> merchant = find("--merchant-id");
        KhqrData data = merchant.isPresent()
                ? KhqrData.ofMerchant(need("--key"), merchant.get(), need("--bank"))
                : KhqrData.ofIndividual(need("--key"));
        Optional<String> until = find("--until");
        return until.isPresent()
                ? data.between(instant("--from", need("--from")), instant("--until", until.get()))
                : data;
    }

    private NationalData qris() {
        QrisData data = QrisData.of(
                need("--owner"),
                need("--pan"),
                need("--merchant-id"),
                need("--criteria"),
                need("--nmid"),
                need("--national-postal-code"));
        Optional<String> label = find("--terminal");
        return label.isPresent() ? data.atTerminal(label.get()) : data;
    }

    private NationalData duitNow() {
        DuitNowData data = DuitNowData.of(need("--acquirer"), need("--merchant-id"));
        Optional<String> reference = find("--reference");
        return reference.isPresent() ? data.withReference(reference.get()) : data;
    }

    private NationalData bharatQr() {
        BharatQrData data = BharatQrData.ofVpa(need("--key"));
        Optional<String> reference = find("--reference");
        return reference.isPresent() ? data.withReference(reference.get()) : data;
    }

    private NationalData fps() {
        Optional<String> phone = find("--phone");
        Optional<String> email = find("--email");
        FpsData data;
        if (phone.isPresent()) {
            data = FpsData.ofMobile(phone.get());
        } else {
            data = email.isPresent() ? FpsData.ofEmail(email.get()) : FpsData.ofFpsId(need("--key"));
        }
        Optional<String> reference = find("--reference");
        return reference.isPresent() ? data.withReference(reference.get()) : data;
    }

    private NationalData qrPh() {
        Optional<String> account = find("--account-number");
        String bank = need("--bank");
        return account.isPresent()
                ? QrPhData.ofPerson(bank, account.get())
                : QrPhData.ofMerchant(bank, need("--merchant-id"));
    }

    private boolean has(String name) {
        known.add(name);
        return given.hasMatchedOption(name);
    }

    private Optional<String> find(String name) {
        return has(name) ? Optional.of(String.valueOf((Object) given.matchedOptionValue(name, ""))) : Optional.empty();
    }

    private String need(String name) {
        return find(name).orElseThrow(() -> usage("this profile needs " + name));
    }

    private Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException wrong) {
            throw usage(name + " is no instant such as 2026-11-23T10:15:30Z");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(given.commandSpec().commandLine(), message);
    }
}
