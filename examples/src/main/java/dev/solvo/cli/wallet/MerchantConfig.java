package dev.solvo.cli.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.JsonFile;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.SecondDomainTransport;
import dev.solvo.qr.http.jdk.JdkHttpTransport;
import dev.solvo.qr.wallet.PointOfSale;
import dev.solvo.qr.wallet.WalletGateway;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;

/**
 * A merchant's configuration: a JSON file that names the account, and the files in which its keys are.
 *
 * <p>The form is published as a JSON schema, {@link #schema()}. Unknown keys are refused; all errors of a file are reported
 * together, each with its JSON pointer. Relative paths begin at the file's directory.
 */
public final class MerchantConfig {
    private MerchantConfig() {}

    /** What a wallet's part of the configuration makes. */
    record Parts(WalletGateway gateway, URI host, Optional<SSLContext> tls) {}

    /**
     * Reads a configuration and the files it names.
     *
     * @param random where nonces come from
     * @throws BadInputException if anything is wrong with it: a line an error, never the value of a secret
     */
    public static MerchantAccount read(Path file, Clock clock, Random random) throws BadInputException {
        JsonNode tree = JsonFile.read(file);
        if (!tree.isObject()) {
            throw new BadInputException(file + " is not a JSON object");
        }
        ConfigFields fields = ConfigFields.of(tree, file.toAbsolutePath().resolveSibling(""));
        Optional<Parts> parts = switch (fields.text("wallet").orElse("")) {
            case "alipay" -> AlipayAccount.read(fields, clock, random);
            case "wechat" -> WeChatPayAccount.read(fields, clock, random);
            case "unionpay" -> UnionPayAccount.read(fields, clock);
            default -> throw new BadInputException(file + " /wallet: is not one of alipay, wechat, unionpay");
        };
        PointOfSale place = place(fields);
        Optional<ProxySelector> proxy = fields.optional("proxy").flatMap(text -> proxy(fields, text));
        Optional<String> secondHost = fields.optional("secondHost");
        fields.refuseOthers();
        if (!fields.errors().isEmpty() || parts.isEmpty()) {
            throw new BadInputException(String.join(
                    "\n       ",
                    fields.errors().stream().map(error -> file + " " + error).toList()));
        }
        HttpTransport direct = transport(proxy, parts.get().tls());
        HttpTransport transport = secondHost
                .<HttpTransport>map(name ->
                        new SecondDomainTransport(direct, parts.get().host().getHost(), name))
                .orElse(direct);
        return new MerchantAccount(parts.get().gateway(), transport, place, fields.warnings());
    }

    private static HttpTransport transport(Optional<ProxySelector> proxy, Optional<SSLContext> tls) {
        if (proxy.isPresent() && tls.isPresent()) {
            return JdkHttpTransport.through(proxy.get(), tls.get());
        }
        return proxy.map(JdkHttpTransport::through)
                .or(() -> tls.map(JdkHttpTransport::of))
                .orElseGet(JdkHttpTransport::direct);
    }

    private static PointOfSale place(ConfigFields fields) {
        Optional<ConfigFields> inside = fields.object("pointOfSale");
        if (inside.isEmpty()) {
            return PointOfSale.UNNAMED;
        }
        ConfigFields place = inside.get();
        PointOfSale read = new PointOfSale(
                place.optional("storeId"),
                place.optional("storeName"),
                place.optional("terminalId"),
                place.optional("operatorId"),
                place.optional("ipAddress"));
        place.refuseOthers();
        return read;
    }

    private static Optional<ProxySelector> proxy(ConfigFields fields, String text) {
        int colon = text.lastIndexOf(':');
        if (!text.matches("[0-9A-Za-z.-]+:[0-9]{1,5}") || Integer.parseInt(text.substring(colon + 1)) > 65_535) {
            fields.error("proxy", "is not HOST:PORT");
            return Optional.empty();
        }
        return Optional.of(ProxySelector.of(
                new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)))));
    }

    /** The JSON schema (draft 2020-12) of the form. */
    public static String schema() {
        try (InputStream in = MerchantConfig.class.getResourceAsStream("merchant-config.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("the schema is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
