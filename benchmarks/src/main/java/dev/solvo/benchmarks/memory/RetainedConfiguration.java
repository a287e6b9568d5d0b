package dev.solvo.benchmarks.memory;

import dev.solvo.crypto.oda.CaPublicKey;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.emv.config.ApplicationConfig;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.emv.kernel.ContactKernel;
import dev.solvo.tlv.Bytes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What does a kernel keep of the heap that stands ready: dictionary of all tags, configuration with five applications, and 40
 * certification authority keys of 1984 bits? Makes many and divides.
 *
 * <pre>{@code
 * java -XX:+UseSerialGC -cp 'benchmarks/target/*:benchmarks/target/lib/*' dev.solvo.benchmarks.memory.RetainedConfiguration
 * }</pre>
 */
final class RetainedConfiguration {
    private static final int COPIES = 40;
    private static final int KEYS = 40;
    private static final int MODULUS_BYTES = 248;
    private static final List<String> AIDS =
            List.of("A0000000031010", "A0000000041010", "A0000000043060", "A000000333010101", "A0000009990101");

    private RetainedConfiguration() {}

    /**
     * Makes kernels and prints what one retains.
     *
     * @param arguments none
     * @throws EmvDataException never, as the configuration is right
     */
    public static void main(String[] arguments) throws EmvDataException {
        System.out.println(run());
    }

    static String run() throws EmvDataException {
        Random random = new Random(1);
        List<ContactKernel> kernels = new ArrayList<>(COPIES);
        kernels.add(kernel(random));
        long before = UsedHeap.bytes();
        for (int i = 0; i < COPIES; i++) {
            kernels.add(kernel(random));
        }
        long each = (UsedHeap.bytes() - before) / COPIES;
        return String.format(
                Locale.ROOT,
                "{\"kernels\": %d, \"authorityKeys\": %d, \"applications\": %d, \"retainedBytesEach\": %d}",
                kernels.size(),
                KEYS,
                AIDS.size(),
                each);
    }

    private static ContactKernel kernel(Random random) throws EmvDataException {
        List<CaPublicKey> keys = new ArrayList<>();
        for (int index = 0; index < KEYS; index++) {
            byte[] modulus = new byte[MODULUS_BYTES];
            random.nextBytes(modulus);
            modulus[0] |= (byte) 0x80;
            modulus[MODULUS_BYTES - 1] |= 1;
            keys.add(RsaCaPublicKey.withoutChecksum(
                    Bytes.fromHex("A000000003"), index, Bytes.of(modulus), Bytes.fromHex("03")));
        }
        List<ApplicationConfig> applications = new ArrayList<>();
        for (String aid : AIDS) {
            applications.add(ApplicationConfig.builder(Bytes.fromHex(aid))
                    .floorLimitMinor(10_000)
                    .build());
        }
        TerminalConfig terminal = TerminalConfig.builder(
                        TerminalType.parse(Bytes.fromHex("22")),
                        TerminalCapabilities.parse(Bytes.fromHex("E0F8C8")),
                        AdditionalTerminalCapabilities.parse(Bytes.fromHex("F000F0A001")),
                        276)
                .applications(applications)
                .caPublicKeys(CaPublicKeys.of(keys))
                .build();
        return new ContactKernel(terminal, Clock.systemUTC(), random);
    }
}
