package dev.vignette.transform;

import static dev.vignette.transform.Distance.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.Tag;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.ExifThumbnailDirectory;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a rendition tells of its original, read by a library of its own.
final class MetadataTest extends Transforming {
    /// What describes the file and nobody: libvips writes these whenever it writes an EXIF block.
    private static final Set<Integer> TECHNICAL = Set.of(
            ExifIFD0Directory.TAG_ORIENTATION,
            ExifIFD0Directory.TAG_X_RESOLUTION,
            ExifIFD0Directory.TAG_Y_RESOLUTION,
            ExifIFD0Directory.TAG_RESOLUTION_UNIT,
            ExifIFD0Directory.TAG_YCBCR_POSITIONING,
            ExifSubIFDDirectory.TAG_EXIF_VERSION,
            ExifSubIFDDirectory.TAG_COMPONENTS_CONFIGURATION,
            ExifSubIFDDirectory.TAG_FLASHPIX_VERSION,
            ExifSubIFDDirectory.TAG_COLOR_SPACE,
            ExifSubIFDDirectory.TAG_EXIF_IMAGE_WIDTH,
            ExifSubIFDDirectory.TAG_EXIF_IMAGE_HEIGHT);

    private static final Raster UPRIGHT = Drawings.quadrants(96, 64);
    private static final String COPYRIGHT = "© (c) Jürgen Someone (all rights)";
    private static final byte[] ORIGINAL = original();

    private static byte[] original() {
        byte[] jpeg = ExifBlock.photograph(6, "An Artist", COPYRIGHT).inJpeg(Originals.jpeg(UPRIGHT.storedAs(6)));
        byte[] xmp = ("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
                        + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description"
                        + " rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/' dc:source='Somewhere'/></rdf:RDF>"
                        + "</x:xmpmeta>")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(jpeg.length + 4 + xmp.length)
                .put(jpeg, 0, 2)
                .putShort((short) 0xffe1)
                .putShort((short) (2 + xmp.length))
                .put(xmp)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "webp", "avif", "gif"})
    void transform_metaNone_tellsNothing(String format) {
        Metadata metadata = metadata(file(ORIGINAL, "w=48&f=" + format));
        assertThat(metadata.getDirectoriesOfType(GpsDirectory.class)).isEmpty();
        assertThat(metadata.getDirectoriesOfType(ExifIFD0Directory.class)).isEmpty();
        assertThat(metadata.getDirectoriesOfType(XmpDirectory.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "webp", "avif"})
    void transform_metaCopyright_tellsArtistAndCopyrightAlone(String format) {
        byte[] file = file(ORIGINAL, "w=48&meta=copyright&f=" + format);
        Metadata metadata = metadata(file);
        ExifIFD0Directory exif = first(metadata, ExifIFD0Directory.class);
        assertThat(exif.getString(ExifIFD0Directory.TAG_ARTIST)).isEqualTo("An Artist");
        assertThat(exif.getString(ExifIFD0Directory.TAG_COPYRIGHT)).isEqualTo(COPYRIGHT);
        assertThat(metadata.getDirectoriesOfType(GpsDirectory.class)).isEmpty();
        assertThat(metadata.getDirectoriesOfType(XmpDirectory.class)).isEmpty();
        assertThat(personal(metadata)).isEqualTo(Set.of(ExifIFD0Directory.TAG_ARTIST, ExifIFD0Directory.TAG_COPYRIGHT));
        assertThat(new String(file, StandardCharsets.ISO_8859_1))
                .doesNotContain("Camera maker", "2026:01:02", "private");
        assertLiesUpright(file, metadata);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "webp", "avif"})
    void transform_metaAll_tellsAllAndTheTruth(String format) {
        byte[] file = file(ORIGINAL, "w=48&meta=all&f=" + format);
        Metadata metadata = metadata(file);
        ExifIFD0Directory exif = first(metadata, ExifIFD0Directory.class);
        assertThat(exif.getString(ExifIFD0Directory.TAG_MAKE)).isEqualTo("Camera maker");
        assertThat(exif.getString(ExifIFD0Directory.TAG_ARTIST)).isEqualTo("An Artist");
        assertThat(exif.getString(ExifIFD0Directory.TAG_COPYRIGHT)).isEqualTo(COPYRIGHT);
        GpsDirectory gps = first(metadata, GpsDirectory.class);
        assertThat(Optional.ofNullable(gps.getGeoLocation()))
                .hasValueSatisfying(place -> assertThat(place.getLatitude()).isEqualTo(48.5));
        assertThat(decoded().field(file, "xmp-data")).isNotEmpty();
        assertThat(metadata.getDirectoriesOfType(ExifThumbnailDirectory.class))
                .allMatch(directory -> !directory.containsTag(ExifThumbnailDirectory.TAG_THUMBNAIL_OFFSET));
        assertLiesUpright(file, metadata);
    }

    /// A viewer that obeys the tag shows the same as one that does not.
    private void assertLiesUpright(byte[] file, Metadata metadata) {
        for (ExifIFD0Directory exif : metadata.getDirectoriesOfType(ExifIFD0Directory.class)) {
            Integer orientation = exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            assertThat(orientation == null ? 1 : orientation).isEqualTo(1);
        }
        assertClose(decoded().still(file), UPRIGHT.scaled(48, 32), 3, 25);
    }

    private static <T extends Directory> T first(Metadata metadata, Class<T> type) {
        return metadata.getDirectoriesOfType(type).iterator().next();
    }

    private static Set<Integer> personal(Metadata metadata) {
        List<Directory> directories = new ArrayList<>(metadata.getDirectoriesOfType(ExifIFD0Directory.class));
        directories.addAll(metadata.getDirectoriesOfType(ExifSubIFDDirectory.class));
        return directories.stream()
                .flatMap(directory -> directory.getTags().stream())
                .map(Tag::getTagType)
                .filter(tag -> !TECHNICAL.contains(tag))
                .collect(Collectors.toSet());
    }

    private static Metadata metadata(byte[] file) {
        try {
            return ImageMetadataReader.readMetadata(new ByteArrayInputStream(file));
        } catch (ImageProcessingException e) {
            throw new IllegalArgumentException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
