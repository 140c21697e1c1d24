package dev.vignette.library;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Adds files from elsewhere. Which were added is noted in the transactions that add them, so a run that was cut
/// off passes over these, and no file is added twice.
final class ImportTask {
    private static final int AT_ONCE = 4;

    private final Upload.Means means;
    private final UploadRequest request;
    private final Progress progress;

    /// @param request what is said of each image, but for its title, which is the name of its file
    ImportTask(Upload.Means means, UploadRequest request, Progress progress) {
        this.means = means;
        this.request = request;
        this.progress = progress;
    }

    /// A file that can be imported.
    ///
    /// @param place it is known by for ever, as its path or its URL
    /// @param stamp which is another when the file is
    record Source(String place, String name, String stamp, Opening opening) {}

    /// Opens a file from its beginning.
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    /// @return how many could not be imported
    int run(ImportSources sources) {
        progress.expect(sources.count());
        var failed = new AtomicInteger();
        var places = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Stream<Source> found = sources.list()) {
            found.forEach(source -> {
                places.acquireUninterruptibly();
                threads.execute(() -> {
                    boolean added = false;
                    try {
                        var _ = add(means, request, source);
                        added = true;
                    } catch (IOException
                            | RuntimeException e) { // whatever it is, the other files are still to be added
                        progress.trouble(source.place(), String.valueOf(e.getMessage()));
                    } finally {
                        failed.addAndGet(added ? 0 : 1);
                        places.release();
                        progress.step();
                    }
                });
            });
        }
        return failed.get();
    }

    /// Adds a file, unless it was added before.
    ///
    /// @return whether it is new
    static boolean add(Upload.Means means, UploadRequest request, Source source) throws IOException {
        if (means.database().read(handle -> done(handle, source))) {
            return false;
        }
        try (InputStream in = source.opening().open();
                Upload upload = Upload.begin(means, request.titled(Details.titleOf(source.name())))) {
            upload.add(in);
            upload.keep((handle, image, _) -> note(handle, source, image));
            return true;
        } catch (AddedMeanwhileException _) {
            return false;
        }
    }

    private static boolean done(Handle handle, Source source) {
        return handle.createQuery("SELECT 1 FROM imported WHERE source = ? AND stamp = ?")
                .bind(0, source.place())
                .bind(1, source.stamp())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /// Somebody else added the file while this one was taken in. It undoes the transaction.
    private static final class AddedMeanwhileException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// The transaction that comes second finds the note of the first.
    private static void note(Handle handle, Source source, StoredImage image) {
        int noted = handle.createUpdate("""
                        INSERT INTO imported (source, stamp, image_id) VALUES (?, ?, ?)
                        ON CONFLICT (source) DO UPDATE SET stamp = excluded.stamp, image_id = excluded.image_id
                        WHERE imported.stamp <> excluded.stamp""")
                .bind(0, source.place())
                .bind(1, source.stamp())
                .bind(2, image.id().text())
                .execute();
        if (noted == 0) {
            throw new AddedMeanwhileException();
        }
    }
}
