package dev.vignette.cache;

import dev.vignette.image.Dimensions;
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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/// The file that a rendition is kept in: a head that says what it is, and the image behind it.
///
///     8 bytes   magic and version
///     4 bytes   length of the head, 4 bytes length of the image
///     4 bytes   CRC-32C of all before and of the head, 4 bytes CRC-32C of the image
///     head      source, tags, generation, form, format, dimensions, entity tag, times
///     image
///
/// A file that is cut off, or whose checksums do not fit, is no rendition.
final class RenditionFile {
    private static final long MAGIC = 0x5649474E_00000002L; // "VIGN", version 2
    private static final int LENGTHS = 8 + 4 + 4;
    private static final int PREFIX = LENGTHS + 4 + 4;
    private static final int LONGEST_HEAD = 256 << 10;
    private static final int CHUNK = 64 << 10;

    private RenditionFile() {}

    /// What a file is removed by.
    record Label(String source, Tags tags) {}

    /// Writes a new file. The system puts it on the disk when it likes: one that is torn by a crash fails its checksum.
    ///
    /// @return the image as it is there
    static Content.InFile write(Path file, String generation, Entry entry) throws IOException {
        byte[] head = head(generation, entry);
        Content image = entry.rendition().content();
        var prefix =
                ByteBuffer.allocate(PREFIX).putLong(MAGIC).putInt(head.length).putInt(image.length());
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            drain(channel.position(PREFIX), ByteBuffer.wrap(head));
            int imageChecksum = copy(image, channel);
            prefix.putInt(checksum(prefix.array(), LENGTHS, head)).putInt(imageChecksum);
            drain(channel.position(0), prefix.flip());
            return new Content.InFile(file, prefix.getLong(LENGTHS), PREFIX + head.length, image.length());
        }
    }

    /// @return the checksum of the image
    private static int copy(Content image, FileChannel to) throws IOException {
        var crc = new CRC32C();
        switch (image) {
            case Content.InMemory(byte[] bytes) -> {
                crc.update(bytes);
                // The JDK copies what it is given into native memory, which each thread keeps.
                for (int done = 0; done < bytes.length; done += CHUNK) {
                    drain(to, ByteBuffer.wrap(bytes, done, Math.min(CHUNK, bytes.length - done)));
                }
            }
            case Content.InFile file -> {
                var buffer = ByteBuffer.allocate(CHUNK);
                try (var from = file.open().position(file.offset())) {
                    for (int left = file.length(); left > 0; left -= buffer.limit()) {
                        fill(from, buffer.clear().limit(Math.min(CHUNK, left)));
                        crc.update(buffer.flip());
                        drain(to, buffer.rewind());
                    }
                }
            }
        }
        return (int) crc.getValue();
    }

    private static void drain(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /// @param whole whether the image of the file is known to be whole; if it is large too, it is not read again
    /// @return empty when the file is torn, of another version, or holds something else
    static Optional<Entry> read(Path file, String generation, RenditionKey key, boolean whole) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Optional<Frame> frame = frame(channel);
            if (frame.isEmpty()) {
                return Optional.empty();
            }
            Optional<Content> content = content(channel, file, frame.get(), whole);
            return content.isEmpty() ? Optional.empty() : entry(frame.get().head(), content.get(), generation, key);
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    private static Optional<Content> content(FileChannel channel, Path file, Frame frame, boolean whole)
            throws IOException {
        int length = frame.imageLength();
        if (length < CachedRendition.LARGE) {
            byte[] image = fill(channel, length);
            return checksum(image, length, new byte[0]) == frame.imageChecksum()
                    ? Optional.of(new Content.InMemory(image))
                    : Optional.empty();
        }
        long offset = channel.position();
        return whole || checksum(channel) == frame.imageChecksum()
                ? Optional.of(new Content.InFile(file, checksums(channel), offset, length))
                : Optional.empty();
    }

    /// Of all that follows in the file.
    private static int checksum(FileChannel channel) throws IOException {
        var crc = new CRC32C();
        var buffer = ByteBuffer.allocate(CHUNK);
        while (channel.read(buffer) >= 0) {
            crc.update(buffer.flip());
            buffer.clear();
        }
        return (int) crc.getValue();
    }

    /// Both checksums of a file, which tell it from all others.
    static long checksums(FileChannel channel) throws IOException {
        var checksums = ByteBuffer.allocate(PREFIX - LENGTHS);
        fill(channel.position(LENGTHS), checksums);
        return checksums.flip().getLong();
    }

    /// Reads the head alone.
    ///
    /// @return empty when the file is torn or of another version
    static Optional<Label> label(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Optional<Frame> frame = frame(channel);
            return frame.isEmpty()
                    ? Optional.empty()
                    : Optional.of(label(new DataInputStream(
                            new ByteArrayInputStream(frame.get().head()))));
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    /// What stands before the image.
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    private record Frame(byte[] head, int imageLength, int imageChecksum) {}

    private static Optional<Frame> frame(FileChannel channel) throws IOException {
        byte[] start = fill(channel, PREFIX);
        ByteBuffer prefix = ByteBuffer.wrap(start);
        if (prefix.getLong() != MAGIC) {
            return Optional.empty();
        }
        int headLength = prefix.getInt();
        int imageLength = prefix.getInt();
        int headChecksum = prefix.getInt();
        int imageChecksum = prefix.getInt();
        boolean whole = headLength >= 0
                && headLength <= LONGEST_HEAD
                && imageLength >= 0
                && channel.size() == (long) PREFIX + headLength + imageLength;
        if (!whole) {
            return Optional.empty();
        }
        byte[] head = fill(channel, headLength);
        return checksum(start, LENGTHS, head) == headChecksum
                ? Optional.of(new Frame(head, imageLength, imageChecksum))
                : Optional.empty();
    }

    private static byte[] fill(FileChannel channel, int length) throws IOException {
        byte[] bytes = new byte[length];
        fill(channel, ByteBuffer.wrap(bytes));
        return bytes;
    }

    /// Reads until the buffer is full.
    ///
    /// @throws EOFException when the file ends before
    static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the file ends early");
            }
        }
    }

    private static int checksum(byte[] first, int length, byte[] second) {
        var crc = new CRC32C();
        crc.update(first, 0, length);
        crc.update(second);
        return (int) crc.getValue();
    }

    private static byte[] head(String generation, Entry entry) throws IOException {
        CachedRendition rendition = entry.rendition();
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(entry.key().source());
            out.writeInt(entry.tags().names().size());
            for (String tag : entry.tags().names()) {
                out.writeUTF(tag);
            }
            out.writeUTF(generation);
            out.writeUTF(entry.key().form());
            out.writeUTF(rendition.format().name());
            out.writeInt(rendition.dimensions().width());
            out.writeInt(rendition.dimensions().height());
            out.writeUTF(rendition.etag());
            out.writeLong(rendition.made().toEpochMilli());
            out.writeLong(rendition.freshFor().toMillis());
            out.writeLong(rendition.lastModified().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE));
        }
        return bytes.toByteArray();
    }

    private static Label label(DataInputStream in) throws IOException {
        String source = in.readUTF();
        Set<String> tags = new HashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            tags.add(in.readUTF());
        }
        return new Label(source, new Tags(tags));
    }

    private static Optional<Entry> entry(byte[] head, Content content, String generation, RenditionKey key)
            throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(head))) {
            Label label = label(in);
            if (!in.readUTF().equals(generation) || !new RenditionKey(label.source(), in.readUTF()).equals(key)) {
                return Optional.empty();
            }
            Format format = Format.valueOf(in.readUTF());
            var dimensions = new Dimensions(in.readInt(), in.readInt());
            String etag = in.readUTF();
            Instant made = Instant.ofEpochMilli(in.readLong());
            Duration freshFor = Duration.ofMillis(in.readLong());
            long modified = in.readLong();
            Optional<Instant> lastModified =
                    modified == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(modified));
            return Optional.of(new Entry(
                    key,
                    label.tags(),
                    new CachedRendition(content, format, dimensions, etag, lastModified, made, freshFor)));
        }
    }
}
