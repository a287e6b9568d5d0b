package dev.solvo.emv.contactless;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.config.ContactlessConfig;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.contactless.kernel2.Kernel2;
import dev.solvo.emv.contactless.kernel2.Kernel2Configuration;
import dev.solvo.emv.contactless.kernel2.Kernel2Parameter;
import dev.solvo.emv.contactless.kernel8.Kernel8;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Parameters that a kernel cannot work with are refused before a card comes. */
final class KernelParametersTest {
    private static final Bytes MASTERCARD = Bytes.fromHex("A0000000041010");

    private static void make(ContactlessKernel kernel, CombinationConfig combination) throws Exception {
        new EntryPoint(
                new ContactlessConfig(
                        TerminalConfigJson.parse(TerminalConfigJson.testTerminal()), List.of(combination)),
                List.of(kernel),
                Clock.systemUTC(),
                new Random(1));
    }

    private static CombinationConfig kernel2(Kernel2Configuration parameters) {
        CombinationConfig.Builder combination = CombinationConfig.builder(MASTERCARD, KernelIdentifier.KERNEL_2);
        parameters.putInto(combination);
        return combination.build();
    }

    @Test
    void kernel2_withAnOnlinePinThatNoActionCodeNames_isRefused() {
        Kernel2Configuration onlinePin = Kernel2Configuration.DEFAULTS.with(
                Kernel2Parameter.CVM_CAPABILITY_CVM_REQUIRED, Bytes.ofUnsigned(0x40));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> make(new Kernel2(), kernel2(onlinePin)));
        assertEquals(
                "kernel 2 with an online PIN needs \"online CVM captured\" (byte 3, bit 3) in TERMINAL_ACTION_CODE_ONLINE",
                refused.getMessage());

        for (Kernel2Parameter code :
                List.of(Kernel2Parameter.TERMINAL_ACTION_CODE_ONLINE, Kernel2Parameter.TERMINAL_ACTION_CODE_DENIAL)) {
            assertDoesNotThrow(
                    () -> make(new Kernel2(), kernel2(onlinePin.with(code, Bytes.fromHex("840004000C")))),
                    code.toString());
        }
    }

    @Test
    void kernel2_ofAValueOfAnotherLength_isRefused() {
        CombinationConfig combination = CombinationConfig.builder(MASTERCARD, KernelIdentifier.KERNEL_2)
                .kernelData(Tag.of(0xDF8122), Bytes.fromHex("84"))
                .build();
        assertThrows(IllegalArgumentException.class, () -> make(new Kernel2(), combination));
    }

    @Test
    void kernel8_withoutItsMandatoryParameters_isRefused() {
        CombinationConfig combination =
                CombinationConfig.builder(MASTERCARD, KernelIdentifier.KERNEL_8).build();
        assertThrows(IllegalArgumentException.class, () -> make(new Kernel8(), combination));
    }
}
