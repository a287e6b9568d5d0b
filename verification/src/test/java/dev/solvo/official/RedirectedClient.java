package dev.solvo.official;

import com.wechat.pay.java.core.auth.Credential;
import com.wechat.pay.java.core.auth.Validator;
import com.wechat.pay.java.core.http.AbstractHttpClient;
import com.wechat.pay.java.core.http.HttpRequest;
import com.wechat.pay.java.core.http.JsonRequestBody;
import com.wechat.pay.java.core.http.OriginalResponse;
import dev.solvo.tlv.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The official client with its host replaced: signs and verifies as it always does, and sends to this machine. It looks
 * headers up by their exact case, which java.net.http does not keep and HttpURLConnection does.
 */
final class RedirectedClient extends AbstractHttpClient {
    private final URI host;

    RedirectedClient(URI host, Credential credential, Validator validator) {
        super(credential, validator);
        this.host = host;
    }

    private record Answer(int status, Map<String, String> headers, Bytes body) {}

    @Override
    protected OriginalResponse innerExecute(HttpRequest request) {
        Answer answer = send(request);
        return new OriginalResponse.Builder()
                .request(request)
                .headers(answer.headers())
                .statusCode(answer.status())
                .contentType(answer.headers().getOrDefault("Content-Type", "application/json"))
                .body(new String(answer.body().toByteArray(), StandardCharsets.UTF_8))
                .build();
    }

    @Override
    protected InputStream innerDownload(HttpRequest request) {
        return new ByteArrayInputStream(send(request).body().toByteArray());
    }

    private Answer send(HttpRequest request) {
        URI asked = request.getUri();
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    host.resolve(asked.getRawPath() + query).toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(10_000);
            connection.setReadTimeout(10_000);
            connection.setRequestMethod(request.getHttpMethod().name());
            request.getHeaders().getHeaders().forEach(connection::setRequestProperty);
            if (request.getBody() instanceof JsonRequestBody body) {
                connection.setDoOutput(true);
                connection.getOutputStream().write(body.getBody().getBytes(StandardCharsets.UTF_8));
            }
            return read(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer read(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        Map<String, String> headers = new HashMap<>();
        connection.getHeaderFields().forEach((name, values) -> {
            if (name != null) {
                headers.put(name, values.get(0));
            }
        });
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(status, headers, in == null ? Bytes.EMPTY : Bytes.of(in.readAllBytes()));
        }
    }

    @Override
    protected String getHttpClientInfo() {
        return "HttpURLConnection";
    }
}
