package dev.solvo.cli.qr;

import dev.solvo.qr.wallet.Wallet;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A wallet as it is called on the command line. */
enum WalletName {
    alipay(Wallet.ALIPAY),
    wechat(Wallet.WECHAT_PAY),
    unionpay(Wallet.UNIONPAY);

    private final Wallet wallet;

    WalletName(Wallet wallet) {
        this.wallet = wallet;
    }

    Wallet wallet() {
        return wallet;
    }

    static WalletName of(Wallet wallet) {
        return switch (wallet) {
            case ALIPAY -> alipay;
            case WECHAT_PAY -> wechat;
            case UNIONPAY -> unionpay;
        };
    }

    /** Does not repeat what it does not understand: it may be a payment code in the wrong place. */
    static final class Converter implements ITypeConverter<WalletName> {
        @Override
        public WalletName convert(String text) {
            for (WalletName name : values()) {
                if (name.name().equalsIgnoreCase(text)) {
                    return name;
                }
            }
            throw new TypeConversionException("expected alipay, wechat or unionpay");
        }
    }
}
