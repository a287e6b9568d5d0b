package dev.solvo.soak;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** A till's address for notifications, on a loopback port of its own. */
final class NotificationServer implements AutoCloseable {
    private static final int LARGEST_BODY = 1 << 16;

    private final HttpServer server;
    private final NotificationDesk desk;

    NotificationServer(NotificationDesk desk) throws IOException {
        this.desk = desk;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newFixedThreadPool(2, work -> {
            Thread thread = new Thread(work, "notifications");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
            List<Map.Entry<String, String>> fields = new ArrayList<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> values.forEach(value -> fields.add(Map.entry(name, value))));
            HttpAnswer answer = desk.take(exchange.getRequestURI().getPath(), HttpHeaders.of(fields), Bytes.of(body));
            answer.headers()
                    .fields()
                    .forEach(field -> exchange.getResponseHeaders().add(field.getKey(), field.getValue()));
            byte[] text = answer.body().toByteArray();
            exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
            if (text.length > 0) {
                exchange.getResponseBody().write(text);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
