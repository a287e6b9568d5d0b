package dev.solvo.cli;

import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.config.AuthorisationResponseCodes;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.host.Field55Profile;
import dev.solvo.emv.host.IssuerResponseData;
import dev.solvo.simulator.issuer.AuthorisationAnswer;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.simulator.issuer.TrackRequest;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries the kernel's request to the simulated issuer as an acquirer would: field 55 there, field 55 back. */
final class SimulatedAcquirer implements Acquirer {
    private static final Tag TRACK_2_DATA = Tag.of(0x9F6B);

    private final IssuerHost issuer;
    private final AuthorisationResponseCodes codes;
    private @Nullable Reversal reversal;

    SimulatedAcquirer(IssuerHost issuer, AuthorisationResponseCodes codes) {
        this.issuer = issuer;
        this.codes = codes;
    }

    @Override
    public void storeReversal(Reversal stored) {
        reversal = stored;
    }

    /** What was stored before the request was sent. */
    Optional<Reversal> reversal() {
        return Optional.ofNullable(reversal);
    }

    @Override
    public Answer authorise(AuthorisationRequest request) {
        AuthorisationAnswer answer = ask(request);
        if (answer instanceof AuthorisationAnswer.Answered answered) {
            try {
                return new Answer.Answered(response(answered));
            } catch (EmvDataException unreadable) {
                return new Answer.NoAnswer();
            }
        }
        return new Answer.NoAnswer();
    }

    /** A track of mag-stripe mode goes out as one of a magnetic stripe does, without chip data. */
    private AuthorisationAnswer ask(AuthorisationRequest request) {
        Optional<Bytes> track = request.chipData().get(TRACK_2_DATA);
        return track.isPresent()
                ? issuer.authorise(new TrackRequest(track.get()))
                : issuer.authorise(new dev.solvo.simulator.issuer.AuthorisationRequest(
                        request.pan(),
                        request.panSequenceNumber().orElse(PanSequenceNumber.ZERO),
                        Field55Profile.GENERIC.build(request.chipData())));
    }

    /** Nobody is there to make the call that a referral asks for. */
    private AuthorisationResponse response(AuthorisationAnswer.Answered answered) throws EmvDataException {
        return IssuerResponseData.parse(answered.chipData()).toResponse(answered.responseCode(), codes);
    }
}
