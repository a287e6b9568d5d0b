package dev.solvo.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The processor time that this process has taken until now, in all its threads, those of the collector and the compiler among them.
 *
 * <p>On Linux it is read thread by thread from {@code schedstat}, in nanoseconds: the JDK's own figure goes in steps of ten milliseconds,
 * a tenth of what an iteration takes. Where there is no such file, the JDK's figure it is.
 */
public final class ProcessorTime {
    private static final Path THREADS = Path.of("/proc/self/task");

    private final Map<String, Long> threads;
    private final long process;

    private ProcessorTime(Map<String, Long> threads, long process) {
        this.threads = threads;
        this.process = process;
    }

    /** Until now. */
    public static ProcessorTime now() {
        long process =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
        Map<String, Long> threads = new HashMap<>();
        if (Files.isDirectory(THREADS)) {
            try (DirectoryStream<Path> directories = Files.newDirectoryStream(THREADS)) {
                for (Path directory : directories) {
                    read(directory, threads);
                }
            } catch (IOException noSuchFiles) {
                threads.clear();
            }
        }
        return new ProcessorTime(threads, process);
    }

    private static void read(Path directory, Map<String, Long> threads) {
        try {
            String times = Files.readString(directory.resolve("schedstat"), StandardCharsets.US_ASCII);
            threads.put(directory.toString(), Long.parseLong(times.substring(0, times.indexOf(' '))));
        } catch (IOException ended) {
            threads.remove(directory.toString());
        }
    }

    /** Nanoseconds between an earlier time and this; a thread that has ended in between is left out. */
    public long nanosSince(ProcessorTime earlier) {
        if (threads.isEmpty() || earlier.threads.isEmpty()) {
            return process - earlier.process;
        }
        long nanos = 0;
        for (Map.Entry<String, Long> thread : threads.entrySet()) {
            nanos += thread.getValue() - earlier.threads.getOrDefault(thread.getKey(), 0L);
        }
        return nanos;
    }
}
