package dev.solvo.cli.qr;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code solvo qr}: QR codes and wallets. */
@Command(
        name = "qr",
        description = "Reads and builds payment codes, and collects by Alipay, WeChat Pay and UnionPay.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DecodeQrCommand.class,
            BuildCommand.class,
            ShowCommand.class,
            CollectCommand.class,
            RefundQrCommand.class,
            ReconcileCommand.class,
            VectorsCommand.class
        })
public final class QrCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
