package dev.solvo.cli.conformance;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.conformance.subject.RemoteKernelServer;
import dev.solvo.conformance.transaction.OwnKernel;
import dev.solvo.conformance.transaction.TransactionRecording;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code solvo conformance serve-kernel}: our kernels as remote ones. */
@Command(
        name = "serve-kernel",
        description = {
            "Offers this library's kernels to a conformance harness over a socket, as a vendor would offer his own: the"
                    + " reference for the protocol.",
            "Test data only: account numbers and PINs of the cases go over the line as they are."
        },
        footer = {"", "Example:", "  solvo conformance serve-kernel --port 5600"},
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ServeKernelCommand implements Callable<Integer> {
    @Mixin
    private ServeOptions options = new ServeOptions();

    @Override
    public Integer call() throws BadInputException, InterruptedException {
        OwnKernel kernel = new OwnKernel(Bench.shippedStatement(), TransactionRecording.NONE);
        options.serve(kernel.name(), (address, log) -> RemoteKernelServer.start(address, kernel, log));
        return ExitCode.OK;
    }
}
