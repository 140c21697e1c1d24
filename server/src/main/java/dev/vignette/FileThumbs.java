package dev.vignette;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.Format;
import dev.vignette.image.ImageFile;
import dev.vignette.options.Options;
import dev.vignette.options.Output;
import dev.vignette.probe.ImageLimits;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import dev.vignette.transform.Input;
import dev.vignette.transform.Rendition;
import dev.vignette.transform.Transformer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;

/// Thumbnails from files to files.
final class FileThumbs {
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Transformer transformer;
    private final ImageLimits limits;
    private final int maxBytes;
    private final Options options;
    private final PrintWriter errors;

    /// @param maxBytes of an original
    FileThumbs(Transformer transformer, ImageLimits limits, int maxBytes, Options options, PrintWriter errors) {
        this.transformer = transformer;
        this.limits = limits;
        this.maxBytes = maxBytes;
        this.options = options;
        this.errors = errors;
    }

    /// Makes one thumbnail. Its format is the one asked for, else the one of the extension of `out`.
    ///
    /// @throws VignetteException `BAD_PARAMETER` when it would take the place of the original or of a folder
    void file(Path in, Path out) {
        if (Files.isDirectory(out)) {
            throw VignetteException.badParameter("OUT", out + " is a folder", List.of("a file"));
        }
        requireApart(in, out);
        write(out, render(in, withFormatOf(out)).image().bytes());
    }

    /// Makes a thumbnail of each image below a folder, in the same places below another. What is no image that can be
    /// read is told and passed over.
    ///
    /// @return how many files failed
    /// @throws VignetteException `BAD_PARAMETER` when the thumbnails would lie among the originals
    int folder(Path in, Path out) {
        requireApart(in, out);
        List<Path> files = filesBelow(in);
        var failed = new AtomicInteger();
        Set<Path> taken = ConcurrentHashMap.newKeySet();
        // No more at once than keep the codec threads busy: each holds a whole original.
        var places = new Semaphore(2 * Runtime.getRuntime().availableProcessors());
        try (ProgressBar progress = progressBar(files.size());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Path file : files) {
                places.acquireUninterruptibly();
                threads.execute(() -> {
                    try {
                        Rendition rendition = render(file, options);
                        String extension = rendition.image().format().extension();
                        Path thumbnail = out.resolve(renamed(in.relativize(file), extension));
                        if (!taken.add(thumbnail)) {
                            throw new VignetteException(
                                    ErrorCode.BAD_REQUEST, thumbnail + " is the thumbnail of another file already");
                        }
                        write(thumbnail, rendition.image().bytes());
                    } catch (RuntimeException e) { // whatever it is, the other files are still to be made
                        failed.incrementAndGet();
                        errors.println(file + ": " + e.getMessage());
                    } finally {
                        places.release();
                        progress.step();
                    }
                });
            }
        }
        return failed.get();
    }

    /// Writes to standard error without asking the terminal for its size, which would load a native library.
    private static ProgressBar progressBar(int files) {
        return ProgressBar.builder()
                .setTaskName("thumbnails")
                .setInitialMax(files)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, 80))
                .build();
    }

    private Rendition render(Path file, Options asked) {
        Input input = Input.probe(ImageFile.of(read(file, maxBytes)));
        limits.check(input.header());
        var context = new RequestContext(file.toString(), Deadline.after(PATIENCE));
        return ScopedValue.where(RequestContext.CURRENT, context)
                .call(() -> transformer.transform(input, asked, Set.of()));
    }

    private Options withFormatOf(Path out) {
        Output output = options.output();
        if (output.format().isPresent()) {
            return options;
        }
        String name = out.getFileName().toString();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        Optional<Format> format = Stream.of(Format.values())
                .filter(Format::written)
                .filter(known ->
                        known.extension().equals(extension) || known.parameter().equals(extension))
                .findFirst();
        if (format.isEmpty()) {
            boolean named = name.lastIndexOf('.') >= 0;
            throw VignetteException.badParameter(
                    "OUT",
                    named ? "No image format is written as ." + extension : "No extension tells the format of " + out,
                    writtenExtensions());
        }
        return options.with(new Output(format, output.quality(), output.metadata(), output.keepProfile()));
    }

    private static List<String> writtenExtensions() {
        return Stream.of(Format.values())
                .filter(Format::written)
                .map(Format::extension)
                .toList();
    }

    private static Path renamed(Path file, String extension) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return file.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + '.' + extension);
    }

    /// Nothing is written over an original, and no thumbnail is taken for one the next time.
    private static void requireApart(Path in, Path out) {
        if (existing(out).startsWith(existing(in))) {
            throw VignetteException.badParameter("OUT", out + " is, or lies in, " + in, List.of("another place"));
        }
    }

    /// The path without links, as far as it is there.
    private static Path existing(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        for (Path there = absolute; there != null; there = there.getParent()) {
            if (Files.exists(there)) {
                try {
                    return there.toRealPath().resolve(there.relativize(absolute));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return absolute;
    }

    private static List<Path> filesBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All bytes of a file.
    ///
    /// @throws VignetteException `SOURCE_NOT_FOUND` when it cannot be read, `SOURCE_TOO_LARGE`
    static byte[] read(Path file, int maxBytes) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1); // some files do not tell how long they are
            if (bytes.length > maxBytes) {
                throw new VignetteException(ErrorCode.SOURCE_TOO_LARGE, file + " has more than " + maxBytes + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new VignetteException(ErrorCode.SOURCE_NOT_FOUND, "Cannot read " + file + reason(e), e);
        }
    }

    /// Whoever looks sees the old file or the whole new one.
    private static void write(Path file, byte[] bytes) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(part, bytes);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new VignetteException(ErrorCode.INTERNAL, "Cannot write " + file + reason(e), e);
        }
    }

    /// The message of a file exception is mostly the file's name again.
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> ": there is no such file";
            case FileAlreadyExistsException there -> ": " + there.getFile() + " is no folder";
            case AccessDeniedException _ -> ": access is denied";
            case FileSystemException told when told.getReason() != null -> ": " + told.getReason();
            default -> ": " + e.getMessage();
        };
    }
}
