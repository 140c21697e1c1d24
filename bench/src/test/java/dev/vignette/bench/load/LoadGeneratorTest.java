package dev.vignette.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class LoadGeneratorTest {
    private static final Ask ASK = new Ask("", "http://origin/a.jpg", new Work(Target.JPEG, 30));
    private static final Duration WINDOW = Duration.ofSeconds(2);

    /// Answers `/ok` with the thumbnail; `/busy` refuses every second time; anything else is 404.
    private static final class Peer implements AutoCloseable {
        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final AtomicInteger busy = new AtomicInteger();

        Peer(int side) throws IOException {
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(side, side / 2, BufferedImage.TYPE_INT_RGB), "jpeg", jpeg);
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                try (exchange) {
                    String path = exchange.getRequestURI().getPath();
                    if (path.equals("/busy") && busy.getAndIncrement() % 2 == 0) {
                        exchange.getResponseHeaders().set("Retry-After", "0");
                        exchange.sendResponseHeaders(429, 1);
                        exchange.getResponseBody().write('x');
                    } else if (path.equals("/ok") || path.equals("/busy")) {
                        exchange.sendResponseHeaders(200, jpeg.size());
                        jpeg.writeTo(exchange.getResponseBody());
                    } else {
                        exchange.sendResponseHeaders(404, 1);
                        exchange.getResponseBody().write('x');
                    }
                }
            });
            server.start();
        }

        Arm arm(String path) {
            int port = server.getAddress().getPort();
            return new Arm("peer", "", Path.of("."), List.of(), Map.of(), "", port, (_, _) -> path + "?a=b");
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    @Test
    void closed_thumbnails_areCountedWithoutProblem() throws Exception {
        try (Peer peer = new Peer(30)) {
            Samples samples = LoadGenerator.closed(peer.arm("/ok"), 5, Duration.ofMillis(10), WINDOW, () -> ASK);

            assertThat(samples.count(Sample::thumbnail))
                    .isPositive()
                    .isEqualTo(samples.all().size());
            assertThat(samples.problems()).isEmpty();
            assertThat(samples.all())
                    .allSatisfy(sample -> assertThat(sample.millis()).isGreaterThanOrEqualTo(sample.lateMillis()));
        }
    }

    @Test
    void closed_refused_comesBackAndTheWishGrowsOld() throws Exception {
        try (Peer peer = new Peer(30)) {
            Samples samples =
                    LoadGenerator.closed(peer.arm("/busy"), 1, Duration.ZERO, Duration.ofSeconds(6), () -> ASK);

            assertThat(samples.all().get(0).refused()).isTrue();
            assertThat(samples.all().get(1).thumbnail()).isTrue();
            assertThat(samples.all().get(1).wishMillis())
                    .isGreaterThan(samples.all().get(1).millis())
                    .isGreaterThan(samples.all().get(0).millis());
            assertThat(samples.problems()).isEmpty();
        }
    }

    @Test
    void open_arrivals_comeAtTheRateAsked() throws Exception {
        try (Peer peer = new Peer(30)) {
            Samples samples = LoadGenerator.open(peer.arm("/ok"), 500, 100, Duration.ofSeconds(4), () -> ASK);

            assertThat(samples.problems()).isEmpty();
            assertThat(samples.all())
                    .as("400, less those that a busy machine lets come too late at the end")
                    .hasSizeBetween(200, 480);
        }
    }

    @Test
    void open_wrongAnswers_areProblems() throws Exception {
        try (Peer peer = new Peer(20)) {
            Samples wrongSize = LoadGenerator.open(peer.arm("/ok"), 500, 50, WINDOW, () -> ASK);
            Samples absent = LoadGenerator.open(peer.arm("/none"), 500, 50, WINDOW, () -> ASK);

            assertThat(wrongSize.problems()).containsOnlyKeys("the answer has 20 pixels for 30 px jpeg");
            assertThat(absent.problems()).containsOnlyKeys("404 without a code");
            assertThat(absent.count(Sample::thumbnail)).isZero();
        }
    }

    @Test
    void open_nobodyListens_isAProblemAndEnds() throws Exception {
        try (Socket silent = new Socket()) { // its port is taken, and nobody listens
            silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Arm nobody = new Arm(
                    "none", "", Path.of("."), List.of(), Map.of(), "", silent.getLocalPort(), (_, _) -> "/?a=b");

            Samples samples = LoadGenerator.open(nobody, 500, 50, WINDOW, () -> ASK);

            assertThat(samples.problems()).isNotEmpty();
            assertThat(samples.count(sample -> sample.status() == 0)).isPositive();
        }
    }
}
