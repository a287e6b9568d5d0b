package dev.solvo.prepaid.offline;

import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.util.Optional;

/** Where a terminal gets its parameters and its block list from. What it delivers is sealed, so the way there need not be trusted. */
public interface OfflineIssuer {
    /**
     * Parameters that are newer.
     *
     * @param version the version that the terminal has; 0 for none
     * @return what {@link OfflineParameters#seal} made; empty if there are no newer ones
     * @throws IOException if the issuer cannot be reached
     */
    Optional<Bytes> parameters(int version) throws IOException;

    /**
     * A newer block list.
     *
     * @param version the version that the terminal has; 0 for none, which asks for a whole list
     * @return what {@link BlockList#seal} made, or {@link BlockListChange#seal} for a change to that version; empty if there is no
     *     newer one
     * @throws IOException if the issuer cannot be reached
     */
    Optional<Bytes> blockList(int version) throws IOException;
}
