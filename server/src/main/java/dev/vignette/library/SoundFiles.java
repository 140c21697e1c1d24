package dev.vignette.library;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Representation.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which originals on the local disk were read within the last day and were what their names say. The system sends
/// these by itself, which no hash can be computed of; so a file is read by this process first, once, as long as
/// nobody touches it.
final class SoundFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SoundFiles.class);

    /// A file up to this size is read before any of it is sent. A larger one is checked while it is sent.
    static final long FIRST = 16 << 20;

    private static final Duration BELIEVED = Duration.ofDays(1);
    private static final int MOST = 100_000;

    private final ImageFiles files;
    private final Cache<Seen, Boolean> sound =
            Caffeine.newBuilder().expireAfterWrite(BELIEVED).maximumSize(MOST).build();
    private final AtomicLong damaged = new AtomicLong();

    SoundFiles(ImageFiles files) {
        this.files = files;
    }

    /// A file as it was found on the disk.
    ///
    /// @param attributes which are others when it was written to, or is another file
    private record Seen(String sha256, Map<String, Object> attributes) {}

    /// How many were found damaged.
    long damaged() {
        return damaged.get();
    }

    /// A file that is sent as it is.
    static Source file(Path path) {
        return new Source.File(() -> FileChannel.open(path, StandardOpenOption.READ));
    }

    /// How all of a file is to be sent. Blocking.
    ///
    /// @throws VignetteException `INTERNAL` when it is damaged
    Source whole(Path path, StoredImage.Content content) {
        Seen seen = seen(path, content);
        if (sound.getIfPresent(seen) != null) {
            return file(path);
        }
        if (content.bytes() > FIRST) {
            return new Source.Elsewhere((from, length) ->
                    new CheckedStream(files.read(content, from, length), content, verdict(content, seen)));
        }
        var _ = sound.get(seen, _ -> read(content)); // once, for all who wait for it
        return file(path);
    }

    private static Seen seen(Path path, StoredImage.Content content) {
        boolean unix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
        try {
            return new Seen(
                    content.sha256(),
                    Files.readAttributes(
                            path, unix ? "unix:ino,size,lastModifiedTime,ctime" : "size,lastModifiedTime"));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private boolean read(StoredImage.Content content) {
        var whole = new Whole();
        try (InputStream in = new CheckedStream(files.read(content, 0, content.bytes()), content, whole)) {
            long bytes = in.transferTo(OutputStream.nullOutputStream());
            if (bytes < content.bytes()) {
                whole.damaged();
            }
        } catch (IOException e) {
            if (!whole.damaged) {
                throw unreadable(e);
            }
        }
        if (whole.damaged) {
            found(content);
            throw ImageFiles.damaged();
        }
        return true;
    }

    private static VignetteException unreadable(IOException e) {
        return new VignetteException(ErrorCode.STORAGE_UNAVAILABLE, "The file of the image cannot be read", e);
    }

    /// Remembers whether it is damaged.
    private static final class Whole implements CheckedStream.Verdict {
        private boolean damaged;

        @Override
        public void sound() {
            damaged = false;
        }

        @Override
        public void damaged() {
            damaged = true;
        }
    }

    /// All of a content that comes from elsewhere.
    InputStream checked(InputStream in, StoredImage.Content content) {
        return new CheckedStream(in, content, verdict(content, () -> {}));
    }

    private CheckedStream.Verdict verdict(StoredImage.Content content, Seen seen) {
        return verdict(content, () -> sound.put(seen, true));
    }

    private CheckedStream.Verdict verdict(StoredImage.Content content, Runnable sound) {
        return new CheckedStream.Verdict() {
            @Override
            public void sound() {
                sound.run();
            }

            @Override
            public void damaged() {
                found(content);
            }
        };
    }

    private void found(StoredImage.Content content) {
        damaged.incrementAndGet();
        LOG.error("the file of the content {} is damaged", content.sha256());
    }
}
