package dev.solvo.qr.secrecy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.qr.QrException;
import dev.solvo.qr.alipay.AlipayAnswerText;
import dev.solvo.qr.alipay.AlipayBillReply;
import dev.solvo.qr.alipay.AlipayConfig;
import dev.solvo.qr.alipay.AlipayContentKey;
import dev.solvo.qr.alipay.AlipayParameters;
import dev.solvo.qr.consumer.AcquirerData;
import dev.solvo.qr.consumer.ConsumerApplication;
import dev.solvo.qr.consumer.ConsumerCode;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.scanner.ScannedCode;
import dev.solvo.qr.scanner.ScannerInput;
import dev.solvo.qr.scanner.ScannerRules;
import dev.solvo.qr.unionpay.UnionPayConfig;
import dev.solvo.qr.unionpay.UnionPayMessage;
import dev.solvo.qr.unionpay.UnionPayTrust;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletGateway.NotificationResult;
import dev.solvo.qr.wechat.ApiV2Key;
import dev.solvo.qr.wechat.ApiV3Key;
import dev.solvo.qr.wechat.V2Message;
import dev.solvo.qr.wechat.WeChatPayBillFile;
import dev.solvo.qr.wechat.WeChatPayBillReply;
import dev.solvo.qr.wechat.WeChatPayConfig;
import dev.solvo.simulator.wallet.WalletTestKeys;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The text of every object that can hold a secret. */
final class TypeSecrecyTest {
    private static final String CODE = "28763443825664394000";
    private static final String TOKEN = "201510BBaa9f4a1b2c3d4e5f60718293";
    private static final String CPM = "hQVDUFYwMWEaTwegAAAAVVVVVw8SNFZ4kBI0WNGRIgESNF8=";
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000L), ZoneOffset.UTC);
    private static final Bytes BODY =
            Bytes.of(("auth_code=" + CODE + "&sign=" + TOKEN).getBytes(StandardCharsets.US_ASCII));

    private final Secrets secrets = new Secrets()
            .add("code", CODE)
            .add("token", TOKEN)
            .add("consumer code", CPM)
            .add("PAN", "1234567890123458");

    private List<Object> holders() throws QrException {
        HttpHeaders headers = HttpHeaders.NONE.with("Authorization", TOKEN);
        SignedRequest request =
                new SignedRequest("POST", URI.create("https://a.example/x?sign=" + TOKEN), headers, BODY);
        HttpAnswer answer = new HttpAnswer(200, headers, BODY);
        ConsumerCode consumer = ConsumerCode.parse(CPM);
        ConsumerApplication application = consumer.applications().get(0);
        RequestSigner signer = RequestSigner.software("1", new WalletTestKeys().merchantPrivateKey());
        AlipayConfig.Builder alipay = SecretAccount.alipay(secrets).appAuthToken(TOKEN);
        WeChatPayConfig.Builder weChatPay = SecretAccount.weChatPay(secrets);
        UnionPayConfig.Builder unionPay = UnionPayConfig.builder(
                "777290058110048",
                SigningKey.of(signer),
                UnionPayTrust.pinned(new WalletTestKeys().platformPublicKey()));
        ScannerInput scanner = ScannerInput.by(ScannerRules.DEFAULT);
        Map<String, String> fields = Map.of("auth_code", CODE, "sign", TOKEN, "qrNo", CODE);
        List<Object> all = new ArrayList<>(List.of(
                headers,
                request,
                answer,
                PaymentCode.of(CODE),
                consumer,
                application,
                consumer.templates().get(0),
                consumer.templates().get(0).objects().get(0),
                consumer.templates().get(0).objects().get(1),
                AcquirerData.of(application, AcquirerData.IdentifierTag.DEDICATED_FILE_NAME, "030"),
                signer,
                SigningKey.of(signer),
                ApiV2Key.of(SecretBytes.of(TOKEN.getBytes(StandardCharsets.US_ASCII))),
                ApiV3Key.of(SecretBytes.of(TOKEN.getBytes(StandardCharsets.US_ASCII))),
                AlipayContentKey.ofBase64("aa4BtZ4tspm2wnXLb1ThQA=="),
                alipay,
                alipay.build(),
                weChatPay,
                weChatPay.build(),
                unionPay,
                unionPay.build(),
                AlipayParameters.parseForm(BODY),
                AlipayAnswerText.cut(
                        "{\"a_response\":{\"x\":\"" + CODE + "\"},\"sign\":\"" + TOKEN + "\"}", "a_response"),
                UnionPayMessage.of(fields),
                V2Message.of(fields),
                new AlipayBillReply.Ready(URI.create("https://a.example/x?token=" + TOKEN)),
                new WeChatPayBillReply.Ready(URI.create("https://a.example/x?token=" + TOKEN), "0".repeat(40), true),
                new WeChatPayBillFile.Complete(BODY)));
        all.add(new NotificationResult.Rejected(UnknownCause.MALFORMED, answer));
        all.add(new NotificationResult.OtherReported("x", answer));
        all.add(new NotificationResult.PaymentReported(
                OrderNumber.of("P1"), new PaymentReply.Waiting("WAIT_BUYER_PAY"), answer));
        all.add(new NotificationResult.RefundReported(
                OrderNumber.of("P1"), RefundNumber.of("R1"), new RefundReply.Abnormal("CHANGE"), answer));
        // The scanner's beginnings and lengths tell codes apart; what it cannot tell may be one all the same.
        for (String scanned : List.of(CODE, CPM, "99" + CODE, CODE + "\uFF11", CODE + "\u4F73", TOKEN)) {
            all.add(scanner.classify(scanned));
        }
        for (SecretAccount account : SecretAccount.values()) {
            all.add(account.gateway(CLOCK, secrets));
        }
        return all;
    }

    @Test
    void noTextShowsASecret() throws QrException {
        for (Object holder : holders()) {
            String text = holder + (holder instanceof ScannedCode code ? code.reason() : "");
            assertEquals(
                    Map.of(), secrets.foundIn(text), () -> holder.getClass().getName());
        }
    }

    /** A new type with a secret in it has to be added above. */
    @Test
    void everyTypeThatHoldsASecretIsLookedAt() throws Exception {
        Set<Class<?>> types = publicTypes();
        Set<Class<?>> holding = new HashSet<>(List.of(
                PaymentCode.class,
                HttpHeaders.class,
                SecretBytes.class,
                RequestSigner.class,
                PrivateKey.class,
                Bytes.class));
        boolean more;
        do {
            more = holding.addAll(
                    types.stream().filter(type -> holdsOne(type, holding)).toList());
        } while (more);
        Set<String> looked =
                holders().stream().map(h -> h.getClass().getName()).collect(Collectors.toCollection(TreeSet::new));
        Set<String> forgotten = new TreeSet<>();
        for (Class<?> type : types) {
            boolean object = !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
            if (object && holding.contains(type) && printsItself(type) && !looked.contains(type.getName())) {
                forgotten.add(type.getName());
            }
        }
        assertTrue(looked.size() > 30);
        assertEquals(Set.of(), forgotten);
    }

    /** Other objects' texts are their class and their identity. */
    private static boolean printsItself(Class<?> type) throws NoSuchMethodException {
        return type.getMethod("toString").getDeclaringClass() != Object.class
                && !Throwable.class.isAssignableFrom(type);
    }

    private static boolean holdsOne(Class<?> type, Set<Class<?>> holding) {
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())
                    && !holding.contains(type)
                    && names(field.getGenericType(), holding)) {
                return true;
            }
        }
        return false;
    }

    private static boolean names(Type type, Set<Class<?>> holding) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                if (names(argument, holding)) {
                    return true;
                }
            }
        }
        return type instanceof Class<?> plain && holding.contains(plain);
    }

    private static Set<Class<?>> publicTypes() throws IOException, ClassNotFoundException {
        Set<Class<?>> found = new HashSet<>();
        for (Class<?> known : List.of(PaymentCode.class, ConsumerCode.class)) {
            Path location = Path.of(
                    known.getProtectionDomain().getCodeSource().getLocation().getPath());
            if (Files.isDirectory(location)) {
                found.addAll(publicTypes(location));
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(location)) {
                    found.addAll(publicTypes(jar.getPath("/")));
                }
            }
        }
        return found;
    }

    private static Set<Class<?>> publicTypes(Path classes) throws IOException, ClassNotFoundException {
        Set<Class<?>> found = new HashSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String name =
                        classes.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
                if (!name.endsWith("-info")) {
                    Class<?> type = Class.forName(name, false, PaymentCode.class.getClassLoader());
                    if (Modifier.isPublic(type.getModifiers())) {
                        found.add(type);
                    }
                }
            }
        }
        return found;
    }
}
