package dev.vignette.probe;

import dev.vignette.error.VignetteException;
import dev.vignette.image.ImageFile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// The metadata blocks of an image file, found but not read. Blocks larger than any honest one are left out.
///
/// @param exif as a TIFF structure
/// @param xmp an XML packet
/// @param iptc IIM datasets
/// @param icc a colour profile
/// @param comment free text in an encoding that nobody declared
/// @param warnings what was left out or could not be found
public record MetadataBlocks(
        Optional<TiffStructure> exif,
        Optional<ByteBuffer> xmp,
        Optional<ByteBuffer> iptc,
        Optional<ByteBuffer> icc,
        Optional<ByteBuffer> comment,
        List<String> warnings) {
    /// Damage ends the search with a warning.
    ///
    /// @throws VignetteException `UNSUPPORTED_FORMAT` when it is no image that is read here
    public static MetadataBlocks of(ImageFile bytes) {
        var file = Window.of(bytes);
        Container container = HeaderProbe.container(file);
        var collector = new Collector();
        try {
            container.blocks(file, collector);
        } catch (VignetteException damaged) {
            collector.warnings.add("metadata: " + damaged.getMessage());
        }
        return collector.blocks();
    }

    /// Takes what a container finds. Of several blocks of a kind the first holds.
    static final class Collector {
        private static final int MOST_XMP = 1 << 20;
        private static final int MOST_IPTC = 1 << 18;
        private static final int MOST_ICC = 1 << 22;
        private static final int MOST_COMMENT = 1 << 12;

        private Optional<TiffStructure> exif = Optional.empty();
        private @Nullable ByteBuffer xmp;
        private @Nullable ByteBuffer iptc;
        private @Nullable ByteBuffer icc;
        private @Nullable ByteBuffer comment;
        private final SortedMap<Integer, Window> iccParts = new TreeMap<>();
        private final List<String> warnings = new ArrayList<>();

        void exif(Window block) {
            Optional<TiffStructure> found = TiffStructure.of(block);
            if (found.isEmpty()) {
                warnings.add("EXIF: the block has no TIFF header");
            } else if (exif.isEmpty()) {
                exif = found;
            }
        }

        void xmp(Window block) {
            if (xmp == null && fits("XMP", block.length(), MOST_XMP)) {
                xmp = block.buffer();
            }
        }

        void iptc(Window block) {
            if (iptc == null && fits("IPTC", block.length(), MOST_IPTC)) {
                iptc = block.buffer();
            }
        }

        void icc(Window block) {
            if (icc == null && fits("ICC", block.length(), MOST_ICC)) {
                icc = block.buffer();
            }
        }

        /// One of up to 255 parts of a profile, which a JPEG file splits over its segments.
        void iccPart(int number, Window part) {
            iccParts.putIfAbsent(number, part);
        }

        /// A profile in a zlib stream, as PNG holds it.
        void deflatedIcc(Window block) {
            if (!fits("ICC", block.length(), MOST_ICC)) {
                return;
            }
            try (var inflater = new Inflater()) {
                inflater.setInput(block.buffer());
                var profile = new ByteArrayOutputStream();
                byte[] chunk = new byte[8_192];
                while (!inflater.finished() && profile.size() <= MOST_ICC) {
                    int count = inflater.inflate(chunk);
                    if (count == 0) {
                        break;
                    }
                    profile.write(chunk, 0, count);
                }
                if (fits("ICC", profile.size(), MOST_ICC)) {
                    icc = ByteBuffer.wrap(profile.toByteArray());
                }
            } catch (DataFormatException e) {
                warnings.add("ICC: the profile cannot be inflated");
            }
        }

        void comment(Window block) {
            if (comment == null && fits("comment", block.length(), MOST_COMMENT)) {
                comment = block.buffer();
            }
        }

        private boolean fits(String kind, long length, int most) {
            if (length > most) {
                warnings.add(kind + ": a block of " + length + " bytes is left out, the limit is " + most);
            }
            return length <= most;
        }

        private MetadataBlocks blocks() {
            if (icc == null && !iccParts.isEmpty()) {
                long length =
                        iccParts.values().stream().mapToLong(Window::length).sum();
                if (fits("ICC", length, MOST_ICC)) {
                    var joined = ByteBuffer.allocate((int) length);
                    iccParts.values().forEach(part -> joined.put(part.buffer()));
                    icc = joined.flip();
                }
            }
            return new MetadataBlocks(
                    exif,
                    Optional.ofNullable(xmp),
                    Optional.ofNullable(iptc),
                    Optional.ofNullable(icc),
                    Optional.ofNullable(comment),
                    List.copyOf(warnings));
        }
    }
}
