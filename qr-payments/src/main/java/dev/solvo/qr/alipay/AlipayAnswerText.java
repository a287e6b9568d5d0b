package dev.solvo.qr.alipay;

import dev.solvo.qr.QrException;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;

/**
 * An answer of the V2 gateway, taken apart without changing a character: the signature covers the text of one member of
 * the outermost object, as it was sent. Encrypted, that is a base64 string with its quotes.
 */
public final class AlipayAnswerText {
    private static final String ERROR_ROOT = "error_response";

    private final String root;
    private final String signedText;
    private final String signature;
    private final String certificateSerial;

    private AlipayAnswerText(String root, String signedText, String signature, String certificateSerial) {
        this.root = root;
        this.signedText = signedText;
        this.signature = signature;
        this.certificateSerial = certificateSerial;
    }

    /**
     * Finds the parts.
     *
     * @param expectedRoot the method with underscores and {@code _response}: {@code alipay_trade_pay_response};
     *     {@code error_response} may stand in its place
     * @throws QrException MALFORMED_MESSAGE if it is not one JSON object with just one of the two, or has a name twice
     */
    public static AlipayAnswerText cut(String answer, String expectedRoot) throws QrException {
        Map<String, String> members = new OutermostObject(answer).members();
        String own = members.get(expectedRoot);
        String error = members.get(ERROR_ROOT);
        if (own != null && error != null) {
            throw new QrException("MALFORMED_MESSAGE", "both " + expectedRoot + " and " + ERROR_ROOT);
        }
        String signature = string(members, "sign");
        String serial = string(members, "alipay_cert_sn");
        if (own != null) {
            return new AlipayAnswerText(expectedRoot, own, signature, serial);
        }
        if (error != null) {
            return new AlipayAnswerText(ERROR_ROOT, error, signature, serial);
        }
        throw new QrException("MALFORMED_MESSAGE", "no " + expectedRoot);
    }

    private static String string(Map<String, String> members, String name) throws QrException {
        String value = members.get(name);
        return value == null ? "" : AlipayJson.read(value).asText();
    }

    /** The name of the member that carries the answer. */
    public String root() {
        return root;
    }

    /** The text that the signature covers, as it stands in the answer. */
    public String signedText() {
        return signedText;
    }

    /** The member {@code sign}; empty if there is none. */
    public String signature() {
        return signature;
    }

    /** The member {@code alipay_cert_sn}, which certificate mode adds; empty if there is none. */
    public String certificateSerial() {
        return certificateSerial;
    }

    /** Whether the answer is encrypted. */
    public boolean isEncrypted() {
        return signedText.startsWith("\"");
    }

    /**
     * The text that was signed. Alipay has signed texts with "/" and then sent them with "\/", which is the same in JSON;
     * so that reading is tried as well, and then it is this reading that counts.
     *
     * @throws QrException SIGNATURE_MISSING or SIGNATURE_WRONG
     */
    public String verifiedText(PublicKey key) throws QrException {
        String plainSlashes = signedText.replace("\\/", "/");
        if (!plainSlashes.equals(signedText)
                && !AlipaySignature.isValid(signedText, signature, key)
                && AlipaySignature.isValid(plainSlashes, signature, key)) {
            return plainSlashes;
        }
        AlipaySignature.verify(signedText, signature, key);
        return signedText;
    }

    /** The root and the length: the text may tell who paid. */
    @Override
    public String toString() {
        return "AlipayAnswerText[" + root + ", " + signedText.length() + " characters]";
    }

    /** A reader that knows strings, escapes and brackets; what stands inside of a member is not its concern. */
    private static final class OutermostObject {
        private static final int MAXIMUM_MEMBERS = 20;

        private final String text;
        private int at;

        OutermostObject(String text) {
            this.text = text;
        }

        Map<String, String> members() throws QrException {
            Map<String, String> members = new HashMap<>();
            expect('{');
            do {
                String name = name();
                expect(':');
                skipSpace();
                int start = at;
                skipValue();
                if (members.put(name, text.substring(start, at)) != null || members.size() > MAXIMUM_MEMBERS) {
                    throw malformed("the same name twice, or more than " + MAXIMUM_MEMBERS);
                }
            } while (take(','));
            expect('}');
            skipSpace();
            if (at < text.length()) {
                throw malformed("text after the end");
            }
            return members;
        }

        /** A name with an escape could be another name in disguise. */
        private String name() throws QrException {
            skipSpace();
            int start = at;
            skipString();
            String name = text.substring(start + 1, at - 1);
            if (name.indexOf('\\') >= 0) {
                throw malformed("an escape in a name");
            }
            return name;
        }

        private void skipValue() throws QrException {
            int start = at;
            int depth = 0;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '"') {
                    skipString();
                } else if (c == '{' || c == '[') {
                    depth++;
                    at++;
                } else if (depth > 0 && (c == '}' || c == ']')) {
                    depth--;
                    at++;
                } else if (depth > 0 || isPlain(c)) {
                    at++;
                    continue;
                } else {
                    break;
                }
                if (depth == 0) {
                    return;
                }
            }
            if (depth > 0 || at == start) {
                throw malformed("no value, or one without an end");
            }
        }

        /** Of a number, true, false or null. */
        private static boolean isPlain(char c) {
            return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == '-' || c == '+' || c == '.' || c == 'E';
        }

        private void skipString() throws QrException {
            expect('"');
            while (at < text.length() && text.charAt(at) != '"') {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            if (at >= text.length()) {
                throw malformed("a string without an end");
            }
            at++;
        }

        private void expect(char c) throws QrException {
            if (!take(c)) {
                throw malformed("no " + c);
            }
        }

        private boolean take(char c) {
            skipSpace();
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void skipSpace() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private QrException malformed(String what) {
            return new QrException("MALFORMED_MESSAGE", Math.min(at, text.length()), what);
        }
    }
}
