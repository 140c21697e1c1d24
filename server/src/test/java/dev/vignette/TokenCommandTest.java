package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `vignette token` in a process of its own, as a person runs it.
final class TokenCommandTest {
    @TempDir
    private Path folder;

    private CommandRun run(Map<String, String> settings, String... arguments) throws Exception {
        var environment = new java.util.HashMap<>(settings);
        environment.put("VIGNETTE_DATA_DIR", folder.toString());
        var command = new java.util.ArrayList<>(List.of("token"));
        command.addAll(List.of(arguments));
        return CommandRun.apart(environment, command.toArray(String[]::new));
    }

    @Test
    void token_first_makesTheKeyAndPrintsATokenAlone() throws Exception {
        var run = run(
                Map.of(),
                "--role",
                "admin",
                "--role",
                "viewer",
                "--sub",
                "ann",
                "--team",
                "red",
                "--ttl",
                "2h",
                "--grant",
                "7=view:any,edit:own");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\n");
        assertThat(folder.resolve("auth/signing-key.pem")).exists();
        JWTClaimsSet claims = SignedJWT.parse(run.out().strip()).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("ann");
        assertThat(claims.getStringListClaim("roles")).containsExactly("admin", "viewer");
        assertThat(claims.getStringListClaim("teams")).containsExactly("red");
        assertThat(claims.getJSONObjectClaim("resource_perms"))
                .isEqualTo(Map.of("/images/7", List.of("view:any", "edit:own")));
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofHours(2));
    }

    @Test
    void token_thatTheServerWouldRefuse_isNotMade() throws Exception {
        run(Map.of(), "--ttl", "2d").assertFailedPlainly(1, "longer than is allowed");
        run(Map.of(), "--ttl", "soon").assertFailedPlainly(1, "--ttl", "not a duration");
        run(Map.of(), "--grant", "7=all").assertFailedPlainly(1, "--grant", "view:own");
        run(Map.of(), "--sub", "").assertFailedPlainly(1, "sub");
    }

    @Test
    void token_serverWithOtherKeys_saysThatItWillRefuse() throws Exception {
        assertThat(run(Map.of()).err()).isEmpty();
        Path known = folder.resolve("auth/signing-key.pub.pem");

        var refused = run(Map.of("VIGNETTE_AUTH_JWKS_URL", "https://issuer.example/keys"), "--role", "admin");
        var accepted = run(Map.of("VIGNETTE_AUTH_PEM_FILES", known.toString()), "--role", "admin");

        assertThat(refused.err()).contains("will refuse this token");
        assertThat(accepted.exit()).isZero();
        assertThat(accepted.err()).isEmpty();
        assertThat(Files.readString(known)).startsWith("-----BEGIN PUBLIC KEY-----");
    }
}
