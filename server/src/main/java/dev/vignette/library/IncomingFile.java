package dev.vignette.library;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.ImageFile;
import dev.vignette.probe.ImageHeader;
import dev.vignette.source.Keeper;
import dev.vignette.storage.BlobStore;
import dev.vignette.storage.BlobWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;

/// A file that has come in, and is not in the store yet: looked at while it came and when it was there. Memory
/// does not grow with it, and when it is closed without being committed nothing is left of it.
final class IncomingFile implements AutoCloseable {
    private static final int BLOCK = 256 << 10;

    private final BlobWriter writer;
    private final StoredImage.Content content;

    private IncomingFile(BlobWriter writer, StoredImage.Content content) {
        this.writer = writer;
        this.content = content;
    }

    /// Takes all of a stream.
    ///
    /// @param excess what is thrown when there are more bytes than that
    /// @throws VignetteException as the sniffer does, and as the stream and the store do
    /// @throws IOException as the stream does
    static IncomingFile receive(
            BlobStore blobs, InputStream in, Sniffer sniffer, long maxBytes, Supplier<VignetteException> excess)
            throws IOException {
        BlobWriter writer = blobs.write();
        try {
            take(in, writer, sniffer, maxBytes, excess);
            String sha256 = writer.key().sha256();
            ImageHeader header = sniffer.check(new StoredFile(writer.bytes(), writer::read));
            var content = new StoredImage.Content(
                    sha256, writer.bytes(), header.format(), Sniffer.upright(header), header.frames());
            return new IncomingFile(writer, content);
        } catch (IOException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    private static void take(
            InputStream in, BlobWriter writer, Sniffer sniffer, long maxBytes, Supplier<VignetteException> excess)
            throws IOException {
        byte[] block = new byte[BLOCK];
        int count = in.readNBytes(block, 0, BLOCK);
        if (count == 0) {
            throw new VignetteException(ErrorCode.BROKEN_IMAGE, "The file is empty");
        }
        sniffer.checkBeginning(ImageFile.of(Arrays.copyOf(block, count)));
        for (; count > 0; count = in.readNBytes(block, 0, BLOCK)) {
            if (writer.bytes() + count > maxBytes) {
                throw excess.get();
            }
            writer.append(ByteBuffer.wrap(block, 0, count));
        }
    }

    StoredImage.Content content() {
        return content;
    }

    /// As those see it who convert images.
    Keeper.Kept kept() {
        return new Keeper.Kept(
                content.sha256(), content.bytes(), writer.path(), () -> writer.read(0, content.bytes()), Instant.EPOCH);
    }

    /// Puts it into the store.
    void commit() {
        var _ = writer.commit();
    }

    @Override
    public void close() {
        writer.close();
    }
}
