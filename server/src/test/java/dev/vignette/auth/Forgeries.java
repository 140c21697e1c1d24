package dev.vignette.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Tokens that no issuer made, or not for this server, each of which differs from a good one in the one thing that its
/// name says.
final class Forgeries {
    private static final Issuer ISSUER = ForgedTokenTest.ISSUER;
    private static final ECKey STRANGER = stranger();
    private static final String HEADER = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"curve\"}";

    private Forgeries() {}

    /// @param reason a part of what the refusal says, so that a token is not refused for another thing
    record Forgery(String name, String token, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static ECKey stranger() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("curve").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Forgery> all() throws JOSEException {
        return Stream.of(signatures(), keysOfTheirOwn(), headers(), forms(), times(), claims(), grants())
                .flatMap(List::stream);
    }

    private static List<Forgery> signatures() throws JOSEException {
        String good = ISSUER.token();
        String body = good.substring(0, good.lastIndexOf('.'));
        String claims = ISSUER.claims().build().toString();
        var all = new ArrayList<Forgery>();
        for (String none : List.of("none", "None", "NONE", "nOnE")) {
            String unsigned = Issuer.encoded(HEADER.replace("ES256", none)) + '.' + Issuer.encoded(claims) + '.';
            all.add(new Forgery("alg " + none, unsigned, "form"));
            all.add(new Forgery("alg " + none + " with a signature", unsigned + "AAAA", ""));
        }
        byte[] pem = pem(ISSUER.rsa.toRSAPublicKey().getEncoded()).getBytes(StandardCharsets.US_ASCII);
        for (byte[] secret : List.of(
                pem,
                ISSUER.rsa.toRSAPublicKey().getEncoded(),
                ISSUER.rsa.toPublicJWK().toString().getBytes(StandardCharsets.UTF_8))) {
            var header = ISSUER.header(JWSAlgorithm.HS256, ISSUER.rsa).build();
            all.add(new Forgery(
                    "HS256 with the public key of " + secret.length + " bytes",
                    Issuer.signed(header, ISSUER.claims().build(), new MACSigner(secret)),
                    "signature"));
        }
        all.add(new Forgery("no signature", body + '.', "form"));
        all.add(new Forgery("signature of zeros", body + '.' + Base64URL.encode(new byte[64]), "signature"));
        all.add(new Forgery("empty ASN.1 signature", body + '.' + Base64URL.encode(new byte[] {48, 0}), "signature"));
        all.add(new Forgery("another's signature", Issuer.signed(HEADER, claims, STRANGER), "signature"));
        all.add(new Forgery(
                "claims of another token",
                body.substring(0, body.indexOf('.'))
                        + '.'
                        + Issuer.encoded(claims.replace("ann", "eve"))
                        + good.substring(good.lastIndexOf('.')),
                "signature"));
        all.add(new Forgery(
                "RSA key with an algorithm that is not its own",
                Issuer.signed(
                        ISSUER.header(JWSAlgorithm.PS256, ISSUER.rsa).build(),
                        ISSUER.claims().build(),
                        new RSASSASigner(ISSUER.rsa)),
                "signature"));
        all.add(new Forgery(
                "RS256 under the name of the curve's key",
                Issuer.signed(HEADER.replace("ES256", "RS256"), claims, ISSUER.rsa),
                "signature"));
        all.add(new Forgery(
                "unknown algorithm",
                Issuer.signed(HEADER.replace("ES256", "XS999"), claims, ISSUER.curve),
                "signature"));
        return all;
    }

    private static List<Forgery> keysOfTheirOwn() throws JOSEException {
        URI url = URI.create("http://127.0.0.1:1/keys");
        var own = List.of(
                ISSUER.header(JWSAlgorithm.ES256, STRANGER).jwkURL(url),
                ISSUER.header(JWSAlgorithm.ES256, STRANGER).jwk(STRANGER.toPublicJWK()),
                ISSUER.header(JWSAlgorithm.ES256, STRANGER).x509CertURL(url),
                ISSUER.header(JWSAlgorithm.ES256, STRANGER)
                        .x509CertChain(List.of(com.nimbusds.jose.util.Base64.encode("certificate"))));
        var all = new ArrayList<Forgery>();
        for (JWSHeader.Builder header : own) {
            String text = header.build().toString();
            String claims = ISSUER.claims().build().toString();
            all.add(new Forgery("key of its own " + text, Issuer.signed(text, claims, STRANGER), "key of its own"));
        }
        for (String kid : List.of(
                "../../../../../../dev/null",
                "/etc/passwd",
                "file:///dev/null",
                "http://127.0.0.1:1/keys",
                "' OR '1'='1",
                "curve\\u0000",
                "Curve",
                "")) {
            all.add(new Forgery(
                    "kid " + kid,
                    Issuer.signed(
                            HEADER.replace("\"curve\"", '"' + kid + '"'),
                            ISSUER.claims().build().toString(),
                            STRANGER),
                    ""));
        }
        all.add(new Forgery(
                "long kid",
                Issuer.signed(
                        HEADER.replace("\"curve\"", '"' + "k".repeat(257) + '"'),
                        ISSUER.claims().build().toString(),
                        ISSUER.curve),
                "kid is too long"));
        return all;
    }

    private static List<Forgery> headers() {
        var all = new ArrayList<Forgery>();
        for (String header : List.of(
                HEADER.replace("\"typ\":\"at+jwt\",", ""),
                HEADER.replace("at+jwt", "vignette-link+jwt"),
                HEADER.replace("at+jwt", "secevent+jwt"),
                HEADER.replace("at+jwt", "JOSE"),
                HEADER.replace("at+jwt", ""))) {
            all.add(header(header, "typ"));
        }
        all.add(header(HEADER.replace("}", ",\"crit\":[\"exp\"],\"exp\":1}"), "extension"));
        all.add(header(HEADER.replace("}", ",\"crit\":[\"b64\"],\"b64\":false}"), ""));
        all.add(header(HEADER.replace("}", ",\"b64\":false}"), ""));
        all.add(header(HEADER.replace("{", "{\"alg\":\"none\","), "cannot be read"));
        all.add(header(HEADER.replace("}", ",\"alg\":\"none\"}"), "cannot be read"));
        all.add(header(HEADER.replace("\"ES256\"", "null"), "cannot be read"));
        all.add(header(HEADER.replace("\"ES256\"", "[\"ES256\"]"), "cannot be read"));
        all.add(header(HEADER.replace("\"curve\"", "{}"), "cannot be read"));
        all.add(header("null", "cannot be read"));
        all.add(header("[]", "cannot be read"));
        all.add(header("{" + "\"a\":[".repeat(1500), ""));
        return all;
    }

    private static Forgery header(String header, String reason) {
        return new Forgery(
                "header " + header.substring(0, Math.min(header.length(), 100)),
                Issuer.signed(header, ISSUER.claims().build().toString(), ISSUER.curve),
                reason);
    }

    private static List<Forgery> forms() {
        String good = ISSUER.token();
        return Stream.of(
                        "",
                        ".",
                        "..",
                        "...",
                        "a.b.c",
                        good + '.',
                        good + ".e30.e30",
                        ' ' + good,
                        good + '=',
                        good + '\n',
                        good.replaceFirst("\\.", ".+"),
                        good.replaceFirst("\\.", "\0."),
                        "{\"payload\":\"\",\"protected\":\"\",\"signature\":\"\"}",
                        "é" + good,
                        "a".repeat(1 << 20),
                        ("a".repeat(1000) + '.').repeat(1000))
                .map(text -> new Forgery("form " + text.substring(0, Math.min(text.length(), 40)), text, ""))
                .toList();
    }

    private static List<Forgery> times() {
        var now = ISSUER.clock.instant();
        Date later = Date.from(now.plus(Duration.ofSeconds(31)));
        return List.of(
                new Forgery(
                        "expired",
                        ISSUER.token(claims -> claims.issueTime(Date.from(now.minusSeconds(60)))
                                .expirationTime(Date.from(now.minusSeconds(30)))),
                        "expired"),
                new Forgery("made in the future", ISSUER.token(claims -> claims.issueTime(later)), "in the future"),
                new Forgery("not valid yet", ISSUER.token(claims -> claims.notBeforeTime(later)), "not valid yet"),
                new Forgery(
                        "valid for too long",
                        ISSUER.token(claims -> claims.expirationTime(Date.from(now.plus(Duration.ofHours(25))))),
                        "longer than is allowed"),
                new Forgery("valid for ever", ISSUER.token(claims -> claims.claim("exp", Long.MAX_VALUE / 1000)), ""),
                claim("\"exp\":[0-9]+", "\"exp\":\"2099-01-01\"", ""),
                claim("\"exp\":[0-9]+", "\"exp\":1e400", ""),
                claim("\"exp\":[0-9]+", "\"exp\":NaN", ""),
                claim("\"exp\":[0-9]+", "\"exp\":9223372036854775807", ""),
                claim("\"iat\":[0-9]+", "\"iat\":-9223372036854775808", ""),
                claim("\"exp\":[0-9]+", "\"exp\":null", "exp"),
                claim("\"iat\":[0-9]+", "\"iat\":[1]", ""));
    }

    private static Forgery claim(String pattern, String replacement, String reason) {
        String claims = ISSUER.claims().build().toString();
        String changed = claims.replaceFirst(pattern, replacement);
        assertThat(changed).as(pattern).isNotEqualTo(claims);
        return new Forgery("claim " + replacement, Issuer.signed(HEADER, changed, ISSUER.curve), reason);
    }

    private static List<Forgery> claims() {
        var all = new ArrayList<Forgery>();
        for (String claim : List.of("iss", "aud", "sub", "jti", "iat", "exp")) {
            all.add(new Forgery("no " + claim, ISSUER.token(claims -> claims.claim(claim, null)), ""));
            all.add(claim('"' + claim + "\":[^,}]+", '"' + claim + "\":{}", ""));
            all.add(claim('"' + claim + "\":[^,}]+", '"' + claim + "\":true", ""));
        }
        for (String issuer : List.of("Vignette", "vignette/", "https://vignette", "")) {
            all.add(new Forgery("issuer " + issuer, ISSUER.token(claims -> claims.issuer(issuer)), "issuer"));
        }
        all.add(new Forgery("another audience", ISSUER.token(claims -> claims.audience("other")), "audience"));
        all.add(new Forgery("no audience", ISSUER.token(claims -> claims.audience(List.of())), "audience"));
        for (String subject : List.of("", "an\nn", "an\u0000n", "a\u2028n", "x".repeat(256))) {
            all.add(new Forgery("subject " + subject, ISSUER.token(claims -> claims.subject(subject)), "sub"));
        }
        all.add(claim("\"sub\"", "\"sub\":\"admin\",\"sub\"", "cannot be read"));
        all.add(claim("\"sub\":\"ann\"", "\"sub\":\"ann\",\"sub\":\"admin\"", "cannot be read"));
        all.add(claim("\\{", "{\"roles\":\"admin\",", "type"));
        all.add(claim("\\{", "{\"roles\":[1],", ""));
        all.add(claim("\\{", "{\"roles\":[null],", ""));
        all.add(claim("\\{", "{\"roles\":{\"admin\":true},", "type"));
        all.add(claim("\\{", "{\"teams\":[[\"red\"]],", ""));
        all.add(claim("\\{", "{\"role_version\":-1,", "below 0"));
        all.add(claim("\\{", "{\"role_version\":\"1\",", "type"));
        all.add(new Forgery(
                "65 roles",
                ISSUER.token(claims -> claims.claim(
                        "roles",
                        java.util.stream.IntStream.range(0, 65)
                                .mapToObj(Integer::toString)
                                .toList())),
                "too many"));
        return all;
    }

    private static List<Forgery> grants() {
        var all = new ArrayList<Forgery>();
        all.add(granting(Issuer.grants(33), "more than 32"));
        all.add(granting(Map.of("/images/1", java.util.Collections.nCopies(400, "view:own")), "longer than 4 KiB"));
        for (String resource :
                List.of("/images/", "/images/../1", "images/1", "/images/*", "*", "/v1/images/1", "/images/a/b")) {
            all.add(granting(Map.of(resource, List.of("view:any")), "name something"));
        }
        all.add(granting(Map.of("/images/1", List.of("view:*")), "unknown permission"));
        all.add(granting(Map.of("/images/1", List.of(1)), ""));
        all.add(granting(Map.of("/images/1", "view:any"), ""));
        all.add(granting(Map.of("/images/1", Map.of("view", true)), ""));
        all.add(claim("\\{", "{\"resource_perms\":[],", "type"));
        all.add(claim("\\{", "{\"resource_perms\":{\"/images/1\":null},", "no list"));
        return all;
    }

    private static Forgery granting(Map<String, Object> grants, String reason) {
        String token = ISSUER.token(claims -> claims.claim("resource_perms", grants));
        return new Forgery(
                "grants "
                        + grants.toString()
                                .substring(0, Math.min(40, grants.toString().length())),
                token,
                reason);
    }

    private static String pem(byte[] key) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
        return "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n";
    }
}
