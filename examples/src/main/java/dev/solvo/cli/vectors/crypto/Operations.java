package dev.solvo.cli.vectors.crypto;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which operation calculates which entries: by the file's topic and the entry's operation. */
final class Operations {
    private final Map<String, Map<String, Operation>> byTopic = new LinkedHashMap<>();
    private final Map<String, Set<String>> dataByTopic = new LinkedHashMap<>();

    private Operations() {}

    /** All that this library calculates. */
    static Operations all() {
        Map<String, Operation> oda = OdaOperations.all();
        return new Operations()
                .topic("arqc-arpc", CryptogramOperations.all())
                .topic("cvv-pvv", CardDataOperations.all())
                .topic("dukpt-aes", AesDukptOperations.all())
                .topic("dukpt-tdes", TdesDukptOperations.all())
                .topic("emv-key-derivation", KeyDerivationOperations.all())
                .topic("key-check-values", KeyOperations.all())
                .topic("mac", MacOperations.all())
                .topic("oda-rsa", oda)
                .topic("oda-synthetic", oda)
                .data("oda-synthetic", "keys")
                .topic("pinblocks", PinBlockOperations.all())
                .topic("secure-messaging", MessagingOperations.all())
                .topic("sm2-sm3-sm4", SmOperations.all())
                .topic("tr31", KeyBlockOperations.all());
    }

    /** Finds the operation of an entry; without a topic of ours, an operation whose name is unique. */
    Optional<Operation> find(String topic, String op) {
        Map<String, Operation> ofTopic = byTopic.get(topic);
        if (ofTopic != null) {
            return Optional.ofNullable(ofTopic.get(op));
        }
        List<Operation> named = new ArrayList<>();
        for (Map<String, Operation> operations : byTopic.values()) {
            Operation operation = operations.get(op);
            if (operation != null && !named.contains(operation)) {
                named.add(operation);
            }
        }
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    /** The topics that have an operation of this name. */
    Set<String> topicsOf(String op) {
        Set<String> topics = new TreeSet<>();
        byTopic.forEach((topic, operations) -> {
            if (operations.containsKey(op)) {
                topics.add(topic);
            }
        });
        return topics;
    }

    /** Whether entries of this kind state data and no calculation. */
    boolean isData(String topic, String op) {
        return dataByTopic.getOrDefault(topic, Set.of()).contains(op);
    }

    private Operations topic(String topic, Map<String, Operation> operations) {
        byTopic.put(topic, operations);
        return this;
    }

    private Operations data(String topic, String op) {
        dataByTopic.computeIfAbsent(topic, absent -> new TreeSet<>()).add(op);
        return this;
    }
}
