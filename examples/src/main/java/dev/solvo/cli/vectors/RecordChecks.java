package dev.solvo.cli.vectors;

/** Which check belongs to which file. */
final class RecordChecks {
    private RecordChecks() {}

    static RecordCheck of(String file, TestKeys keys) {
        return switch (file) {
            default ->
                record -> {
                    throw new UnsupportedRecordException("no check for records of " + file);
                };
        };
    }
}
