package dev.vignette.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf(
        value = "dev.vignette.storage.VersitygwProcess#isThere",
        disabledReason = "scripts/fetch-test-servers finds no Go to build it with")
final class VersitygwBlobsTest extends S3ContractTest {
    private static S3Process server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        server = new VersitygwProcess(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    S3Process server() {
        return server;
    }
}
