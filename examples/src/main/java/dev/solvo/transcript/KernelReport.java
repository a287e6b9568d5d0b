package dev.solvo.transcript;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.emv.config.ConformanceStatement;
import dev.solvo.emv.config.ConformanceStatementJson;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.kernel.KernelIdentification;
import java.util.List;

/**
 * Which kernel took a payment, and in what its terminal differs from the shipped conformance statement.
 *
 * @param kernel name, version and checksum over code and statement
 * @param deviations what the terminal does that the statement does not declare
 */
public record KernelReport(KernelIdentification kernel, List<String> deviations) {
    public static KernelReport of(TerminalConfig terminal) {
        return new KernelReport(Running.KERNEL, Running.STATEMENT.deviations(terminal));
    }

    /** What runs does not change while it runs, and identifying it reads all its code. */
    private static final class Running {
        static final ConformanceStatement STATEMENT = shippedStatement();
        static final KernelIdentification KERNEL = KernelIdentification.of(STATEMENT);

        private static ConformanceStatement shippedStatement() {
            try {
                return ConformanceStatementJson.parse(ConformanceStatementJson.shipped());
            } catch (EmvDataException broken) {
                throw new IllegalStateException("the shipped conformance statement", broken);
            }
        }
    }

    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", kernel.name());
        json.put("version", kernel.version());
        json.put("configuration", kernel.configuration());
        json.put("checksum", kernel.checksum().toHex());
        deviations.forEach(json.putArray("deviations")::add);
        return json;
    }
}
