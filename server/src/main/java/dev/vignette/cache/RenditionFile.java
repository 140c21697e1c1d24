package dev.vignette.cache;

import dev.vignette.image.Dimensions;
import dev.vignette.image.EncodedImage;
import dev.vignette.image.Format;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The file that a rendition is kept in: a head that says what it is, and the image behind it.
///
///     8 bytes   magic and version
///     4 bytes   length of the head, 4 bytes length of the image
///     4 bytes   CRC-32C of head and image
///     head      key, format, dimensions, entity tag, times
///     image
///
/// A file that is cut off, or whose checksum does not fit, is no rendition.
final class RenditionFile {
    private static final long MAGIC = 0x5649474E_00000001L; // "VIGN", version 1
    private static final int PREFIX = 8 + 4 + 4 + 4;
    private static final int LONGEST_HEAD = 64 << 10;

    private RenditionFile() {}

    /// A rendition with the key it is known by.
    record Entry(String key, CachedRendition rendition) {}

    /// Writes a new file. The system puts it on the disk when it likes: one that is torn by a crash fails its checksum.
    static void write(Path file, Entry entry) throws IOException {
        byte[] head = head(entry);
        byte[] image = entry.rendition().image().bytes();
        var prefix = ByteBuffer.allocate(PREFIX)
                .putLong(MAGIC)
                .putInt(head.length)
                .putInt(image.length)
                .putInt(checksum(head, image))
                .flip();
        ByteBuffer[] parts = {prefix, ByteBuffer.wrap(head), ByteBuffer.wrap(image)};
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (parts[2].hasRemaining()) {
                channel.write(parts);
            }
        }
    }

    /// @return empty when the file is torn or of another version
    static Optional<Entry> read(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer prefix = fill(channel, PREFIX);
            if (prefix.getLong() != MAGIC) {
                return Optional.empty();
            }
            int headLength = prefix.getInt();
            int imageLength = prefix.getInt();
            int checksum = prefix.getInt();
            boolean whole = headLength >= 0
                    && headLength <= LONGEST_HEAD
                    && imageLength >= 0
                    && channel.size() == (long) PREFIX + headLength + imageLength;
            if (!whole) {
                return Optional.empty();
            }
            byte[] head = fill(channel, headLength).array();
            byte[] image = fill(channel, imageLength).array();
            return checksum(head, image) == checksum ? Optional.of(entry(head, image)) : Optional.empty();
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    private static ByteBuffer fill(FileChannel channel, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the file ends early");
            }
        }
        return buffer.flip();
    }

    private static int checksum(byte[] head, byte[] image) {
        var crc = new CRC32C();
        crc.update(head);
        crc.update(image);
        return (int) crc.getValue();
    }

    private static byte[] head(Entry entry) throws IOException {
        CachedRendition rendition = entry.rendition();
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(entry.key());
            out.writeUTF(rendition.image().format().name());
            out.writeInt(rendition.image().dimensions().width());
            out.writeInt(rendition.image().dimensions().height());
            out.writeUTF(rendition.etag());
            out.writeLong(rendition.made().toEpochMilli());
            out.writeLong(rendition.freshFor().toMillis());
            out.writeLong(rendition.lastModified().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE));
        }
        return bytes.toByteArray();
    }

    private static Entry entry(byte[] head, byte[] image) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(head))) {
            String key = in.readUTF();
            Format format = Format.valueOf(in.readUTF());
            var dimensions = new Dimensions(in.readInt(), in.readInt());
            String etag = in.readUTF();
            Instant made = Instant.ofEpochMilli(in.readLong());
            Duration freshFor = Duration.ofMillis(in.readLong());
            long modified = in.readLong();
            Optional<Instant> lastModified =
                    modified == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(modified));
            var file = new EncodedImage(image, format, dimensions);
            return new Entry(key, new CachedRendition(file, etag, lastModified, made, freshFor));
        }
    }
}
