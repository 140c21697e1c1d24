package dev.vignette.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import dev.vignette.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PemKeysTest {
    private static final Issuer ISSUER = new Issuer();

    @TempDir
    private Path folder;

    private Path file(String label, Key key) throws IOException {
        return Files.writeString(folder.resolve("keys.pem"), pem(label, key));
    }

    private static String pem(String label, Key key) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    private static Tokens tokens(String files) {
        return new Tokens(Issuer.config(), PemKeys.read(List.of(files)), ISSUER.clock);
    }

    @Test
    void read_fileWithAKeyOfEachKind_acceptsTheirTokensWhateverTheirKeyIdsAre() throws Exception {
        Path file = Files.writeString(
                folder.resolve("all.pem"),
                "Keys of the issuer\n"
                        + pem("PUBLIC KEY", ISSUER.rsa.toRSAPublicKey())
                        + pem("PUBLIC KEY", ISSUER.curve.toECPublicKey())
                        + pem("PUBLIC KEY", ISSUER.edwards.getPublic()));
        var tokens = tokens(file.toString());
        var claims = ISSUER.claims().build();

        for (String token : List.of(
                ISSUER.token(),
                ISSUER.token(ISSUER.header(JWSAlgorithm.ES256, ISSUER.curve)
                        .keyID(null)
                        .build()),
                Issuer.signed(
                        ISSUER.header(JWSAlgorithm.RS256, ISSUER.rsa).build(), claims, new RSASSASigner(ISSUER.rsa)),
                ISSUER.signedByEdwards(
                        ISSUER.header(JWSAlgorithm.EdDSA, ISSUER.edwardsJwk).build(), claims))) {
            assertThat(tokens.principal(token).subject()).isEqualTo("ann");
        }
    }

    @Test
    void read_keyWithAnAlgorithm_isUsedWithNoOther() throws Exception {
        Path file = file("PUBLIC KEY", ISSUER.rsa.toRSAPublicKey());
        JWSHeader pss = ISSUER.header(JWSAlgorithm.PS256, ISSUER.rsa).build();
        JWSHeader rs = ISSUER.header(JWSAlgorithm.RS256, ISSUER.rsa).build();

        assertThat(PemKeys.read(List.of("PS256:" + file)).candidates(pss)).hasSize(1);
        assertThat(PemKeys.read(List.of("PS256:" + file)).candidates(rs)).isEmpty();
        assertThat(PemKeys.read(List.of(file.toString())).candidates(pss)).isEmpty();
    }

    /// Made by OpenSSL's `req -x509 -newkey ed25519`.
    @Test
    void read_certificate_isItsKey() throws IOException {
        Path file = Files.writeString(folder.resolve("certificate.pem"), """
                -----BEGIN CERTIFICATE-----
                MIIBSDCB+6ADAgECAhR8ixR8+PjH49MyoXCiNpRpy4v6KzAFBgMrZXAwGTEXMBUG
                A1UEAwwOaXNzdWVyLmV4YW1wbGUwIBcNMjYxMTI1MDk1NDA4WhgPMjEyNjExMDEw
                OTU0MDhaMBkxFzAVBgNVBAMMDmlzc3Vlci5leGFtcGxlMCowBQYDK2VwAyEAdgXt
                MVBMzyHvC13BtcHR/zoHJhz8fPDW+llTyYWUGLSjUzBRMB0GA1UdDgQWBBRqKb+2
                xKxD2Mk5XzNd7zJY6O19FDAfBgNVHSMEGDAWgBRqKb+2xKxD2Mk5XzNd7zJY6O19
                FDAPBgNVHRMBAf8EBTADAQH/MAUGAytlcANBABkndEAInFh4eMO7ufg0sWjSUT93
                tV8CRQyXSmGLSIIAEol8vS36s9t5S2CSmxEW39QAp6j4deCoh9nzdwNSpwU=
                -----END CERTIFICATE-----
                """);
        JWSHeader header = ISSUER.header(JWSAlgorithm.EdDSA, ISSUER.edwardsJwk).build();

        assertThat(PemKeys.read(List.of(file.toString())).candidates(header)).hasSize(1);
    }

    @Test
    void read_whatIsOfNoUse_isToldWithTheFile() throws GeneralSecurityException, IOException {
        assertRefused(folder.resolve("absent.pem").toString(), "cannot be read");
        assertRefused(file("PRIVATE KEY", ISSUER.edwards.getPrivate()).toString(), "only public keys belong there");
        assertRefused(Files.writeString(folder.resolve("empty.pem"), "").toString(), "holds no PUBLIC KEY");
        assertRefused(
                Files.writeString(
                                folder.resolve("broken.pem"),
                                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")
                        .toString(),
                "no RSA, elliptic curve or Ed25519 key");
        var small = KeyPairGenerator.getInstance("RSA");
        small.initialize(1024);
        assertRefused(
                file("PUBLIC KEY", small.generateKeyPair().getPublic()).toString(), "holds a key that cannot be used");
        Path edwards = file("PUBLIC KEY", ISSUER.edwards.getPublic());
        assertRefused("RS256:" + edwards, "holds a key that cannot be used");
    }

    private static void assertRefused(String file, String reason) {
        assertThatThrownBy(() -> PemKeys.read(List.of(file)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("VIGNETTE_AUTH_PEM_FILES: ")
                .hasMessageContaining(reason);
    }
}
