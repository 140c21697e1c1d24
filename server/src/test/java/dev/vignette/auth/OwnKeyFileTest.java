package dev.vignette.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.TestClock;
import dev.vignette.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnKeyFileTest {
    private final TestClock clock = new TestClock();

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("auth").resolve("signing-key.pem");
    }

    private String token(OwnKey key) {
        var claims = new Issuer().claims().build();
        return key.sign("at+jwt", claims);
    }

    private String subject(TokenKeys keys, String token) {
        return new Tokens(Issuer.config(), keys, clock).principal(token).subject();
    }

    @Test
    void open_first_makesAKeyForItsOwnerAlone() throws IOException {
        OwnKey made = OwnKeyFile.open(file());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("auth"))))
                .isEqualTo("rwx------");
        assertThat(subject(OwnKeyFile.open(file()).keys(), token(made))).isEqualTo("ann");
        try (Stream<Path> files = Files.list(folder.resolve("auth"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("signing-key.pem", "signing-key.pub.pem");
        }
    }

    /// So that it can be configured as any other key.
    @Test
    void open_publicFile_isAKeyLikeThoseOfIssuers() {
        OwnKey made = OwnKeyFile.open(file());

        var configured = PemKeys.read(List.of(OwnKeyFile.publicFile(file()).toString()));

        assertThat(subject(configured, token(made))).isEqualTo("ann");
    }

    @Test
    void open_byManyAtOnce_isOneKey() throws InterruptedException, ExecutionException {
        Callable<OwnKey> open = () -> OwnKeyFile.open(file());
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<java.util.concurrent.Future<OwnKey>> opened =
                    threads.invokeAll(java.util.Collections.nCopies(8, open));
            String token = token(opened.getFirst().get());
            for (var each : opened) {
                assertThat(subject(each.get().keys(), token)).isEqualTo("ann");
            }
        }
    }

    @Test
    void open_fileThatOthersMayRead_isRefused() throws IOException {
        OwnKeyFile.open(file());
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> OwnKeyFile.open(file()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void open_fileThatIsNoKey_isRefusedAndKept() throws IOException {
        OwnKeyFile.open(file());
        String good = Files.readString(file());
        for (String text : List.of("", good.substring(0, 50), good.replace("PRIVATE", "OTHER"), good + good)) {
            Files.writeString(file(), text);

            assertThatThrownBy(() -> OwnKeyFile.open(file()))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("VIGNETTE_AUTH_SIGNING_KEY: ");
            assertThat(file()).hasContent(text);
        }
    }

    @Test
    void open_keysThatDoNotBelongTogether_areRefused() throws IOException {
        OwnKeyFile.open(file());
        Path other = folder.resolve("other").resolve("signing-key.pem");
        OwnKeyFile.open(other);
        String secret = Files.readString(file()).replaceFirst("(?s)-----BEGIN PUBLIC.*", "");
        Files.writeString(file(), secret + Files.readString(OwnKeyFile.publicFile(other)));

        assertThatThrownBy(() -> OwnKeyFile.open(file())).hasMessageContaining("do not belong together");
    }
}
