package dev.solvo.prepaid.offline;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Positions in memory: right for tests, and enough for an issuer whose terminals may ask again after a restart. */
public final class MemoryUploadState implements UploadState {
    private final Map<UploadChain, UploadPosition> positions = new HashMap<>();

    /** Empty. */
    public MemoryUploadState() {}

    @Override
    public synchronized Optional<UploadPosition> read(UploadChain chain) {
        return Optional.ofNullable(positions.get(chain));
    }

    @Override
    public synchronized void write(UploadChain chain, UploadPosition position) {
        positions.put(chain, position);
    }
}
