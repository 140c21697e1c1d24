package dev.vignette.transform;

import dev.vignette.config.Settings;
import dev.vignette.image.ImageFile;
import dev.vignette.options.Options;
import dev.vignette.options.OptionsParser;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/// One process of the benchmark of pools: conversions in one way of giving them threads, and what they took. It
/// is in the package of the codec pool to reach what has no business outside.
final class PoolArm {
    private static final Options THUMBNAIL = OptionsParser.PLAIN.parse("w=300&f=jpeg");

    /// Of this many conversions of mixed work one is a large one.
    private static final int LARGE_EVERY = 10;

    private static final Map<String, String> SIZES = Map.of("small", "w=1224&h=816", "large", "w=6000&h=4000");

    private PoolArm() {}

    /// `prepare FROM TO` makes the originals; `elastic`, `fixed` or `virtual-N` with the work, the milliseconds
    /// that it also blocks, the clients, the seconds, and the folder of the originals, converts them.
    static void main(String... arguments) throws IOException, InterruptedException {
        var settings = Settings.of(arguments[0].equals("fixed") ? fixed() : Map.of("VIGNETTE_CODEC_QUEUE", "100000"));
        try (var transformer =
                new Transformer(settings.bind(TransformConfig.class), settings.bind(CodecConfig.class))) {
            if (arguments[0].equals("prepare")) {
                prepare(transformer, Path.of(arguments[1]), Path.of(arguments[2]));
                return;
            }
            Function<Input, Rendition> way = way(transformer, arguments[0]);
            var originals = new Originals(Path.of(arguments[5]), arguments[1], Long.parseLong(arguments[2]));
            int clients = Integer.parseInt(arguments[3]);
            Duration time = Duration.ofSeconds(Integer.parseInt(arguments[4]));
            convert(way, originals, clients, time.dividedBy(3));
            Queue<Long> nanos = convert(way, originals, clients, time);
            System.out.println(peakKibibytes());
            nanos.forEach(System.out::println);
        }
    }

    private static Map<String, String> fixed() {
        String cores = Integer.toString(Runtime.getRuntime().availableProcessors());
        return Map.of(
                "VIGNETTE_CODEC_MIN_WORKERS", cores,
                "VIGNETTE_CODEC_MAX_WORKERS", cores,
                "VIGNETTE_CODEC_QUEUE", "100000");
    }

    private static Function<Input, Rendition> way(Transformer transformer, String name) {
        if (!name.startsWith("virtual-")) {
            return input -> transformer.transform(input, THUMBNAIL, Set.of());
        }
        var permits = new Semaphore(Integer.parseInt(name.substring("virtual-".length())), true);
        return input -> {
            permits.acquireUninterruptibly();
            try {
                return transformer.render(input, THUMBNAIL, Set.of(), new Cancellation());
            } finally {
                permits.release();
            }
        };
    }

    /// Clients in a closed loop, each on a virtual thread.
    ///
    /// @return what each conversion took, its waiting with it
    private static Queue<Long> convert(
            Function<Input, Rendition> way, Originals originals, int clients, Duration time) {
        var nanos = new ConcurrentLinkedQueue<Long>();
        var context = new RequestContext("bench", Deadline.after(Duration.ofHours(1)));
        long end = System.nanoTime() + time.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < clients; client++) {
                threads.execute(() -> ScopedValue.where(RequestContext.CURRENT, context)
                        .run(() -> {
                            for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
                                var _ = way.apply(originals.next());
                                nanos.add(System.nanoTime() - start);
                            }
                        }));
            }
        }
        return nanos;
    }

    private static long peakKibibytes() throws IOException {
        return Files.readString(Path.of("/proc/self/status"))
                .lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /// Photographs of 1 and of 24 megapixels, from those of a folder or, when there are none, from a drawing.
    private static void prepare(Transformer transformer, Path from, Path to) throws IOException {
        List<byte[]> photographs = new ArrayList<>();
        if (Files.isDirectory(from)) {
            for (Path file : jpegs(from).stream().limit(4).toList()) {
                photographs.add(Files.readAllBytes(file));
            }
        }
        if (photographs.isEmpty()) {
            photographs.add(drawing());
        }
        for (var size : SIZES.entrySet()) {
            Path folder = Files.createDirectories(to.resolve(size.getKey()));
            Options options = OptionsParser.PLAIN.parse(size.getValue() + "&fit=fill&enlarge=true&f=jpeg&q=90");
            for (int i = 0; i < photographs.size(); i++) {
                var photograph = transformer.render(
                        Input.probe(ImageFile.of(photographs.get(i))), options, Set.of(), new Cancellation());
                Files.write(folder.resolve(i + ".jpg"), photograph.image().bytes());
            }
        }
    }

    private static byte[] drawing() {
        var circles = new StringBuilder("<svg xmlns='http://www.w3.org/2000/svg' width='600' height='400'>");
        for (int i = 0; i < 2000; i++) {
            circles.append("<circle cx='%d' cy='%d' r='%d' fill='#%06x'/>"
                    .formatted(i * 131 % 600, i * 197 % 400, 3 + i % 23, i * 7919 % 0xffffff));
        }
        return circles.append("</svg>").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static List<Path> jpegs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
    }

    /// The originals of one kind of work, in turn. As in the server, a file is not in memory before its turn
    /// has come.
    private static final class Originals {
        private final List<Input> small;
        private final List<Input> large;
        private final String work;
        private final AtomicInteger counter = new AtomicInteger();

        Originals(Path folder, String work, long blocksMillis) throws IOException {
            this.small = inputs(folder.resolve("small"), blocksMillis);
            this.large = inputs(folder.resolve("large"), blocksMillis);
            this.work = work;
        }

        Input next() {
            int n = counter.getAndIncrement();
            List<Input> files = work.equals("large") || (work.equals("mixed") && n % LARGE_EVERY == 0) ? large : small;
            return files.get(n % files.size());
        }

        private static List<Input> inputs(Path folder, long blocksMillis) throws IOException {
            return jpegs(folder).stream()
                    .map(file -> Input.probe(new ImageFile() {
                        @Override
                        public long size() {
                            return file.toFile().length();
                        }

                        @Override
                        public void peek(long position, ByteBuffer target) {
                            target.put(blocking(file, 0), (int) position, target.remaining());
                        }

                        @Override
                        public <T> T read(Function<ByteBuffer, T> reader) {
                            return reader.apply(ByteBuffer.wrap(blocking(file, blocksMillis)));
                        }
                    }))
                    .toList();
        }

        private static byte[] blocking(Path file, long millis) {
            try {
                Thread.sleep(millis);
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
