package dev.solvo.conformance.subject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.transaction.KernelAnswer;
import dev.solvo.conformance.transaction.KernelUnderTest;
import dev.solvo.conformance.transaction.PreparedTransaction;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Somebody else's kernel behind a socket: it is told the transaction, asks for everything else, and says at last how the
 * transaction ended. What goes wrong on the way is a {@link RemoteSubjectException}; the next case gets a new connection.
 */
public final class RemoteKernel implements KernelUnderTest, AutoCloseable {
    /** A transaction takes some hundred messages; a kernel that sends more goes in circles. */
    private static final int MOST_MESSAGES = 20_000;

    private final SubjectConnections connections;
    private final Duration silence;
    private final String name;
    private final String checksum;
    private final boolean explains;

    private RemoteKernel(SubjectConnections connections, Duration silence, Message hello) {
        this.connections = connections;
        this.silence = silence;
        this.name = hello.text("name");
        this.checksum = hello.optionalText("checksum").orElse("");
        this.explains = hello.flag("explains");
    }

    /**
     * Asks a kernel what it is.
     *
     * @param address where it waits
     * @param silence how long it may be silent while a transaction runs
     * @param connections how many transactions it can take at the same time, 1 or more
     * @return the kernel
     * @throws RemoteSubjectException if nobody is there, or no kernel
     * @throws InterruptedException if the thread was interrupted
     */
    public static RemoteKernel at(InetSocketAddress address, Duration silence, int connections)
            throws InterruptedException {
        SubjectConnections all = new SubjectConnections(address, RemoteProtocol.Subject.kernel, connections);
        return new RemoteKernel(all, silence, all.hello());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String checksum() {
        return checksum;
    }

    @Override
    public boolean explains() {
        return explains;
    }

    @Override
    public KernelAnswer run(PreparedTransaction transaction) throws CaseException, InterruptedException {
        try (SubjectConnections.Lease lease = connections.take()) {
            ObjectNode first = lease.begin(message(transaction), silence);
            KernelAnswer answer = converse(lease.lines(), first, new KernelQuestions(transaction));
            lease.keep();
            return answer;
        }
    }

    private KernelAnswer converse(JsonLines lines, ObjectNode first, KernelQuestions questions)
            throws InterruptedException {
        Message message = new Message(first);
        for (int i = 0; i < MOST_MESSAGES; i++) {
            switch (message.type()) {
                case "outcome" -> {
                    return new KernelAnswer(message.object("report"), Optional.empty());
                }
                case "error" ->
                    throw new RemoteSubjectException(
                            "could not run the transaction: " + RemoteProtocol.reason(message));
                default -> {
                    Optional<ObjectNode> answer = questions.answer(message);
                    if (answer.isPresent()) {
                        lines.send(answer.get());
                    }
                }
            }
            message = new Message(lines.receive(silence));
        }
        throw new RemoteSubjectException("sent more than " + MOST_MESSAGES + " messages in one transaction");
    }

    static ObjectNode message(PreparedTransaction transaction) {
        ObjectNode json = Message.of("transaction");
        json.set("terminal", transaction.terminal());
        transaction.combinations().ifPresent(combinations -> json.set("contactless", combinations));
        json.set("request", WireData.request(transaction.request()));
        json.put("instant", transaction.instant().toString());
        json.put("zone", transaction.zone().getId());
        json.put("seed", transaction.seed());
        return json;
    }

    @Override
    public void close() {
        connections.close();
    }
}
