package dev.solvo.prepaid.offline;

import java.util.Optional;

/** The issuer's terminal keys. A key that no terminal uses any more stays as long as its records may come. */
@FunctionalInterface
public interface TerminalKeys {
    /**
     * A key.
     *
     * @return an open key, which stays open; empty if there is none
     */
    Optional<TerminalKey> find(UploadChain chain);
}
