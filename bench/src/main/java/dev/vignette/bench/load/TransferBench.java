package dev.vignette.bench.load;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/// Large files in and out: Vignette's library beside nginx, which keeps a request's body in a file, and answers by
/// `sendfile`. The client is curl.
final class TransferBench {
    private static final int MEBIBYTE = 1 << 20;
    private static final String SINK = """
        location = /up {
            client_max_body_size 0;
            client_body_in_file_only clean;
            client_body_buffer_size 256k;
            proxy_pass http://127.0.0.1:$server_port/sink;
            proxy_pass_request_body off;
            proxy_set_header Content-Length "";
        }
        location = /sink { return 204; }
        """;

    private final Console console;
    private final Place place;
    private final Path folder;
    private final Path file;
    private final int mebibytes;
    private final int rounds;
    private final String options;

    private TransferBench(Console console, Place place, Arguments arguments) throws IOException {
        this.console = console;
        this.place = place;
        this.mebibytes = arguments.number("--size", 1024);
        this.rounds = arguments.number("--rounds", 3);
        this.options = arguments.text("--java-options").orElse("");
        this.folder = Files.createDirectories(place.scratch().resolve("files"));
        this.file = folder.resolve("large.png");
    }

    static void main(String... arguments) {
        Console.run(console -> {
            Arguments parsed = Arguments.parse(Set.of("--size", "--rounds", "--java-options", "--scratch"), arguments);
            Path project = Path.of("").toAbsolutePath();
            Path parent = parsed.text("--scratch").map(Path::of).orElse(project.resolve("bench/target"));
            Files.createDirectories(parent);
            try (Place place = new Place(project, project, Files.createTempDirectory(parent, "transfer-"))) {
                new TransferBench(console, place, parsed).run();
            }
        });
    }

    /// One transfer as its client and its server saw it.
    private record Transfer(double seconds, double cpuSeconds, double peakMebibytes) {}

    /// Does one transfer.
    private interface Work {
        double seconds() throws IOException, InterruptedException;
    }

    private void run() throws IOException, InterruptedException {
        write();
        console.report(Machine.facts() + ".\n");
        console.report("| " + mebibytes + " MiB | seconds | MiB/s | CPU seconds of the server | peak resident MiB |");
        console.report("|---|--:|--:|--:|--:|");
        try (Nginx nginx = Nginx.start(folder, place.scratch(), SINK)) {
            report("nginx takes", nginx.server(), () -> curl(nginx.url("up"), 204, List.of("-T", file.toString())));
            report("nginx gives", nginx.server(), () -> curl(nginx.url("large.png"), 200, List.of()));
        }
        vignette();
    }

    /// A small picture with noise behind its end.
    private void write() throws IOException {
        var picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", picture);
        byte[] noise = new byte[MEBIBYTE];
        var random = new Random(1);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(picture.toByteArray());
            for (int n = 0; n < mebibytes; n++) {
                random.nextBytes(noise);
                out.write(noise, 0, n == 0 ? MEBIBYTE - picture.size() : MEBIBYTE);
            }
        }
    }

    private void vignette() throws IOException, InterruptedException {
        int port = Ports.free();
        Path data = place.scratch().resolve("data");
        Path launcher = place.project().resolve("dist/vignette/bin/vignette");
        Map<String, String> environment = Map.of(
                "VIGNETTE_PORT", Integer.toString(port),
                "VIGNETTE_ADMIN_PORT", Integer.toString(Ports.free()),
                "VIGNETTE_DATA_DIR", data.toString(),
                "VIGNETTE_JAVA_OPTIONS", options);
        String token = token(launcher, environment);
        List<String> command = List.of(launcher.toString(), "serve");
        String images = "http://127.0.0.1:" + port + "/v1/images";
        List<String> bearer = List.of("-H", "Authorization: Bearer " + token);
        try (Server server = Server.start("vignette", place.project(), command, environment, "ready http://")) {
            List<String> upload = with(bearer, "-X", "POST", "-T", file.toString());
            report("Vignette takes", server, () -> curl(images, 201, upload));
            String content = images + "/" + id(with(bearer, images + "?limit=1")) + "/content";
            // What was just written is read by the process and hashed, once; then the system sends it by itself.
            report(
                    "Vignette gives, the first time",
                    server,
                    () -> curl(images, 201, upload),
                    () -> curl(content, 200, bearer));
            report("Vignette gives, after that", server, () -> curl(content, 200, bearer));
            if (!digest(with(bearer, content)).equals(digest(List.of("file://" + file)))) {
                throw new IllegalStateException("what came back is not what was sent");
            }
            console.progress("what came back is what was sent");
        }
    }

    private static List<String> with(List<String> arguments, String... more) {
        var all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return all;
    }

    private void report(String what, Server server, Work work) throws IOException, InterruptedException {
        report(what, server, () -> 0, work);
    }

    /// @param before done in each round, and not measured
    private void report(String what, Server server, Work before, Work work) throws IOException, InterruptedException {
        List<Transfer> transfers = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            var _ = before.seconds();
            long used = ProcStat.cpu(server.handle()).toMillis();
            double seconds = work.seconds();
            double cpu = (ProcStat.cpu(server.handle()).toMillis() - used) / 1000.0;
            var transfer = new Transfer(seconds, cpu, ProcStat.peakResident(server.handle()) / 1024.0);
            console.progress("%s: %s", what, transfer);
            transfers.add(transfer);
        }
        double seconds =
                median(transfers.stream().mapToDouble(Transfer::seconds).toArray());
        console.report(String.format(
                Locale.ROOT,
                "| %s | %.2f | %.0f | %.2f | %.0f |",
                what,
                seconds,
                mebibytes / seconds,
                median(transfers.stream().mapToDouble(Transfer::cpuSeconds).toArray()),
                transfers.getLast().peakMebibytes()));
    }

    private static double median(double[] values) {
        return Statistics.median(values);
    }

    private static double curl(String url, int status, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("curl", "-sS", "-o", "/dev/null", "-H", "Expect:", "-w", "%{http_code} %{time_total}", url));
        command.addAll(arguments);
        String[] told = output(command).strip().split(" ", -1);
        if (!told[0].equals(Integer.toString(status))) {
            throw new IllegalStateException(url + " answered " + told[0]);
        }
        return Double.parseDouble(told[1]);
    }

    /// The first id in an answer.
    private static String id(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("curl", "-sS"));
        command.addAll(arguments);
        return output(command).replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    }

    private static String digest(List<String> arguments) throws IOException, InterruptedException {
        var curl = new ArrayList<>(List.of("curl", "-sS"));
        curl.addAll(arguments);
        List<Process> pipeline =
                ProcessBuilder.startPipeline(List.of(new ProcessBuilder(curl), new ProcessBuilder("sha256sum")));
        return ended(pipeline.getLast());
    }

    private static String token(Path launcher, Map<String, String> environment)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(launcher.toString(), "token", "--role", "admin");
        builder.environment().putAll(environment);
        return ended(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start())
                .strip();
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        return ended(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private static String ended(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException(process.info().command().orElse("a command") + " failed");
        }
        return output;
    }
}
