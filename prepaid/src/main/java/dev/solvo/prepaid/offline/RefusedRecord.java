package dev.solvo.prepaid.offline;

/**
 * A record that is not booked. It is for an operator to find out why: a customer may have spent it.
 *
 * @param place its place in the request, from 0; -1 if it was parked before
 * @param sequence its number; 0 if it has none
 * @param reason why
 */
public record RefusedRecord(int place, long sequence, RecordRefusal reason) {}
