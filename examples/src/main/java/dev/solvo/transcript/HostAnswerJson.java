package dev.solvo.transcript;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationResponse;

/** A host's answer as sessions and remote kernels have it. */
public final class HostAnswerJson {
    private HostAnswerJson() {}

    /**
     * Writes it.
     *
     * @param json the object that gets the keys
     * @param answer the answer
     * @return the object
     */
    public static ObjectNode put(ObjectNode json, Acquirer.Answer answer) {
        if (!(answer instanceof Acquirer.Answer.Answered answered)) {
            return json.put("answer", answer instanceof Acquirer.Answer.NotSent ? "NOT_SENT" : "NO_ANSWER");
        }
        AuthorisationResponse response = answered.response();
        json.put("answer", "ANSWERED");
        json.put("decision", response.decision().name());
        json.put(
                "authorisationResponseCode",
                response.authorisationResponseCode().toHex());
        response.issuerAuthenticationData().ifPresent(data -> json.put("issuerAuthenticationData", data.toHex()));
        ArrayNode scripts = json.putArray("scripts");
        response.scriptTemplates().forEach(script -> scripts.add(script.toHex()));
        response.authorisationCode().ifPresent(code -> json.put("authorisationCode", code.toHex()));
        return json;
    }
}
