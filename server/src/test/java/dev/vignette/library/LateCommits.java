package dev.vignette.library;

import dev.vignette.storage.BlobKey;
import dev.vignette.storage.BlobStore;
import dev.vignette.storage.BlobWriter;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/// A store in which something happens after each of the first commits, before these return.
final class LateCommits extends AroundStore {
    private final Runnable happens;
    private int left;

    LateCommits(BlobStore store, int commits, Runnable happens) {
        super(store);
        this.left = commits;
        this.happens = happens;
    }

    /// How many commits something will happen after.
    int left() {
        return left;
    }

    @Override
    public BlobWriter write() {
        return new Writer(super.write());
    }

    private final class Writer implements BlobWriter {
        private final BlobWriter writer;

        private Writer(BlobWriter writer) {
            this.writer = writer;
        }

        @Override
        public void append(ByteBuffer bytes) {
            writer.append(bytes);
        }

        @Override
        public long bytes() {
            return writer.bytes();
        }

        @Override
        public BlobKey key() {
            return writer.key();
        }

        @Override
        public InputStream read(long from, long length) {
            return writer.read(from, length);
        }

        @Override
        public Optional<Path> path() {
            return writer.path();
        }

        @Override
        public BlobKey commit() {
            BlobKey key = writer.commit();
            if (left > 0) {
                left--;
                happens.run();
            }
            return key;
        }

        @Override
        public void close() {
            writer.close();
        }
    }
}
