package dev.solvo.cli.conformance;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.conformance.subject.SubjectServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a remote end waits, and how it waits until it is stopped. */
final class ServeOptions {
    /** Begins to wait at an address. */
    interface Start {
        SubjectServer at(InetSocketAddress address, Consumer<String> log) throws IOException;
    }

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--port", paramLabel = "N", required = true, description = "where; 0 takes one that is free")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "which of this machine's addresses (default: 127.0.0.1, for this machine only)")
    private String host = "127.0.0.1";

    @Option(names = "--log", description = "write a line for each connection and failure to standard error")
    private boolean log;

    /** Serves until the process is stopped or the thread interrupted. */
    void serve(String what, Start start) throws BadInputException, InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port is 0 to 65535");
        }
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new BadInputException("there is no host " + host);
        }
        PrintWriter err = spec.commandLine().getErr();
        Consumer<String> lines = log ? line -> tell(err, line) : line -> {};
        try (SubjectServer server = start.at(address, lines)) {
            tell(
                    spec.commandLine().getOut(),
                    what + " waits at " + server.address().getHostString() + ":"
                            + server.address().getPort());
            new CountDownLatch(1).await();
        } catch (IOException taken) {
            throw new BadInputException(
                    "cannot wait at " + host + ":" + port + ": another program may have that port", taken);
        }
    }

    private static void tell(PrintWriter out, String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}
