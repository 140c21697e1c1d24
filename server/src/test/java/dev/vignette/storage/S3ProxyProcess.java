package dev.vignette.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// S3Proxy on a free port of loopback, with its objects in a folder. It ends with this process.
public final class S3ProxyProcess extends S3Process {
    private static final Path LIBRARIES = Path.of("target", "s3proxy");

    /// @param folder its own, for all that it writes
    public S3ProxyProcess(Path folder) throws IOException {
        super(folder);
    }

    @Override
    List<String> command(Path folder, int port) throws IOException {
        assertThat(LIBRARIES).as("scripts/fetch-test-servers brings it").isNotEmptyDirectory();
        Path objects = Files.createDirectories(folder.resolve("objects"));
        Path settings =
                Files.writeString(folder.resolve("s3proxy.conf"), """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(port, ACCESS_KEY, SECRET_KEY, objects));
        Path logging = Files.writeString(
                folder.resolve("logback.xml"),
                "<configuration><appender name=\"out\" class=\"ch.qos.logback.core.ConsoleAppender\"><encoder>"
                        + "<pattern>%msg%n</pattern></encoder></appender>"
                        + "<root level=\"WARN\"><appender-ref ref=\"out\"/></root></configuration>");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Dlogback.configurationFile=" + logging,
                "-cp",
                LIBRARIES.resolve("*").toString(),
                "org.gaul.s3proxy.Main",
                "--properties",
                settings.toString());
    }
}
