package dev.solvo.cli.vectors;

/**
 * The check of one record.
 *
 * @param file the name of its file
 * @param id the record's id
 * @param reason what came out differently; what was compared if nothing did
 */
public record RecordResult(String file, String id, Verdict verdict, String reason) {}
