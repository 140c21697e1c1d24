package dev.vignette.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;

/// The file that an original is kept in: the image, and what is known of it behind it, so that a body can become such a
/// file where it lies, and what is known can change without it.
///
///     image
///     trailer   length and CRC-32 of the image, URL, terms
///     4 bytes   length of the trailer, 4 bytes its CRC-32
///     8 bytes   magic and version
///
/// A file that is cut off, or whose checksums do not fit, is no original.
final class OriginalFile {
    private static final long MAGIC = 0x56494753_00000001L; // "VIGS", version 1
    private static final int FOOTER = 4 + 4 + 8;
    private static final int LONGEST_TRAILER = 256 << 10;
    private static final int BLOCK = 64 << 10;
    private static final long NONE = -1;

    private OriginalFile() {}

    /// @param url that it was fetched from
    /// @param length of the image
    /// @param checksum CRC-32 of the image
    record Trailer(String url, long length, int checksum, Terms terms) {
        Trailer with(Terms newer) {
            return new Trailer(url, length, checksum, newer);
        }
    }

    /// Writes the trailer behind the image, in place of one that was there.
    static void write(FileChannel file, Trailer trailer) throws IOException {
        byte[] bytes = bytes(trailer);
        var end = ByteBuffer.allocate(bytes.length + FOOTER)
                .put(bytes)
                .putInt(bytes.length)
                .putInt(checksum(bytes))
                .putLong(MAGIC)
                .flip();
        long position = trailer.length();
        while (end.hasRemaining()) {
            position += file.write(end, position);
        }
        file.truncate(position);
    }

    /// @return empty when the file is torn or of another version; the image has not been looked at
    static Optional<Trailer> read(FileChannel file) throws IOException {
        long size = file.size();
        if (size < FOOTER) {
            return Optional.empty();
        }
        ByteBuffer footer = read(file, size - FOOTER, FOOTER);
        int length = footer.getInt();
        int checksum = footer.getInt();
        if (footer.getLong() != MAGIC || length < 0 || length > LONGEST_TRAILER || length > size - FOOTER) {
            return Optional.empty();
        }
        byte[] bytes = read(file, size - FOOTER - length, length).array();
        if (checksum(bytes) != checksum) {
            return Optional.empty();
        }
        return Optional.of(trailer(bytes)).filter(trailer -> trailer.length() == size - FOOTER - length);
    }

    /// The CRC-32 of the image.
    static int checksum(FileChannel file, long length) throws IOException {
        var crc = new CRC32();
        var block = ByteBuffer.allocate(BLOCK);
        for (long position = 0; position < length; position += block.limit()) {
            block.clear().limit((int) Math.min(BLOCK, length - position));
            fill(file, block, position);
            crc.update(block.flip());
        }
        return (int) crc.getValue();
    }

    static int checksum(ByteBuffer image) {
        var crc = new CRC32();
        crc.update(image.duplicate());
        return (int) crc.getValue();
    }

    private static int checksum(byte[] bytes) {
        return checksum(ByteBuffer.wrap(bytes));
    }

    private static ByteBuffer read(FileChannel file, long position, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        fill(file, buffer, position);
        return buffer.flip();
    }

    private static void fill(FileChannel file, ByteBuffer buffer, long position) throws IOException {
        while (buffer.hasRemaining()) {
            if (file.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("the file ends early");
            }
        }
    }

    private static byte[] bytes(Trailer trailer) throws IOException {
        Terms terms = trailer.terms();
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(trailer.length());
            out.writeInt(trailer.checksum());
            out.writeUTF(trailer.url());
            out.writeUTF(terms.from());
            out.writeUTF(terms.etag().orElse(""));
            out.writeUTF(terms.lastModified().orElse(""));
            out.writeLong(terms.born().toEpochMilli());
            out.writeLong(terms.lifetime().map(Duration::toMillis).orElse(NONE));
            out.writeBoolean(terms.storable());
            out.writeBoolean(terms.revalidated());
            out.writeLong(terms.staleIfError().map(Duration::toMillis).orElse(NONE));
        }
        return bytes.toByteArray();
    }

    private static Trailer trailer(byte[] bytes) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            long length = in.readLong();
            int checksum = in.readInt();
            String url = in.readUTF();
            var terms = new Terms(
                    in.readUTF(),
                    text(in.readUTF()),
                    text(in.readUTF()),
                    Instant.ofEpochMilli(in.readLong()),
                    duration(in.readLong()),
                    in.readBoolean(),
                    in.readBoolean(),
                    duration(in.readLong()));
            return new Trailer(url, length, checksum, terms);
        }
    }

    private static Optional<String> text(String written) {
        return Optional.of(written).filter(text -> !text.isEmpty());
    }

    private static Optional<Duration> duration(long millis) {
        return millis == NONE ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }
}
