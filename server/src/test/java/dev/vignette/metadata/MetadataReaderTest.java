package dev.vignette.metadata;

import static dev.vignette.metadata.MetadataFile.Field.number;
import static dev.vignette.metadata.MetadataFile.Field.rationals;
import static dev.vignette.metadata.MetadataFile.Field.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.adobe.internal.xmp.XMPMetaFactory;
import dev.vignette.image.ImageFile;
import dev.vignette.metadata.MetadataFile.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class MetadataReaderTest {
    private static final List<Field> GPS = List.of(
            text(1, "N"),
            rationals(2, 48, 1, 30, 1, 0, 1),
            text(3, "W"),
            rationals(4, 9, 1, 15, 1, 0, 1),
            new Field(5, 1, new byte[] {1}),
            rationals(6, 25, 2));

    private static byte[] camera() {
        return MetadataFile.exif(
                List.of(
                        text(0x010f, "Maker"),
                        text(0x0110, "Mödel 1"),
                        number(0x0112, 6),
                        text(0x0132, "2024:05:06 07:08:09"),
                        text(0x013b, "An Artist"),
                        text(0x8298, "© Somebody")),
                List.of(
                        rationals(0x829a, 10, 2500),
                        rationals(0x829d, 28, 10),
                        number(0x8827, 400),
                        text(0x9003, "2023:04:05 06:07:08"),
                        text(0x9011, "+02:00"),
                        rationals(0x920a, 50, 1),
                        new Field(0x927c, 7, "a maker's secret".getBytes(StandardCharsets.US_ASCII)),
                        text(0xa434, "50mm f/1.8")),
                GPS);
    }

    private static ImageMetadata read(MetadataFile file) {
        return MetadataReader.read(ImageFile.of(file.build()), false);
    }

    @Test
    void read_exif_tellsTheSummary() {
        assertThat(read(new MetadataFile().exif(camera())).summary())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("cameraMake", "Maker"),
                        Map.entry("cameraModel", "Mödel 1"),
                        Map.entry("lensModel", "50mm f/1.8"),
                        Map.entry("exposureTime", "1/250"),
                        Map.entry("fNumber", 2.8),
                        Map.entry("iso", 400),
                        Map.entry("focalLength", 50.0),
                        Map.entry("orientation", 6),
                        Map.entry("takenAt", "2023-04-05T06:07:08+02:00"),
                        Map.entry("modifiedAt", "2024-05-06T07:08:09"),
                        Map.entry("artist", "An Artist"),
                        Map.entry("copyright", "© Somebody")));
    }

    @Test
    void read_exif_describesEveryTagButTheMakersOwn() {
        ImageMetadata metadata = read(new MetadataFile().exif(camera()));

        assertThat(metadata.exif())
                .containsEntry("Make", "Maker")
                .containsEntry("Exposure Time", "1/250 sec")
                .containsEntry("F-Number", "f/2.8")
                .containsEntry("Orientation", "Right side, top (Rotate 90 CW)")
                .doesNotContainKey("Makernote");
        assertThat(metadata.warnings()).isEmpty();
    }

    @Test
    void read_gpsNotAskedFor_isNowhere() {
        ImageMetadata metadata = read(new MetadataFile()
                .exif(camera())
                .xmpProperties("<exif:GPSLatitude>48,30.0N</exif:GPSLatitude>"
                        + "<photoshop:City>Brest</photoshop:City><photoshop:Headline>A gate</photoshop:Headline>")
                .iptc(90, "Brest", 101, "France", 105, "A headline"));

        assertThat(metadata.toString()).doesNotContainIgnoringCase("gps").doesNotContain("Brest", "France", "48");
        assertThat(metadata.xmp()).containsEntry("photoshop:Headline", "A gate");
        assertThat(metadata.iptc()).containsEntry("Headline", "A headline");
    }

    @Test
    void read_gpsAskedFor_isTold() {
        ImageMetadata metadata = MetadataReader.read(
                ImageFile.of(new MetadataFile()
                        .exif(camera())
                        .xmpProperties("<exif:GPSLatitude>48,30.0N</exif:GPSLatitude>")
                        .iptc(90, "Brest")
                        .build()),
                true);

        assertThat(metadata.summary())
                .containsEntry("gps", Map.of("latitude", 48.5, "longitude", -9.25, "altitude", -12.5));
        assertThat(metadata.exif()).containsKey("GPS Latitude");
        assertThat(metadata.xmp()).containsEntry("exif:GPSLatitude", "48,30.0N");
        assertThat(metadata.iptc()).containsEntry("City", "Brest");
    }

    @Test
    void read_noExif_fillsTheSummaryFromXmpAndIptc() {
        ImageMetadata metadata = read(new MetadataFile()
                .xmpProperties("<dc:creator><rdf:Seq><rdf:li>Writer</rdf:li></rdf:Seq></dc:creator>")
                .iptc(80, "Another", 116, "Rights"));

        assertThat(metadata.summary()).containsEntry("artist", "Writer").containsEntry("copyright", "Rights");
        assertThat(metadata.xmp()).containsEntry("dc:creator[1]", "Writer");
        assertThat(metadata.iptc()).containsEntry("By-line", "Another");
    }

    @Test
    void read_comment_isInTheSummary() {
        assertThat(read(new MetadataFile().comment("made\u0007by hand")).summary())
                .containsEntry("comment", "made by hand");
    }

    @Test
    void read_nothing_isEmpty() {
        assertThat(read(new MetadataFile()))
                .isEqualTo(new ImageMetadata(Map.of(), Map.of(), Map.of(), Map.of(), Optional.empty(), List.of()));
    }

    @Test
    void read_profileInSegments_isJoinedAndNamed() {
        assertThat(read(new MetadataFile().icc(profile("mluc"))).icc())
                .contains(new IccProfile("Test P3", "RGB", "mntr", "XYZ", "4.3"));
        assertThat(read(new MetadataFile().icc(profile("desc"))).icc())
                .contains(new IccProfile("Test P3", "RGB", "mntr", "XYZ", "4.3"));
    }

    @Test
    void read_profileCutOff_warnsOrHasNoName() {
        assertThat(read(new MetadataFile().icc(new byte[60])).warnings()).hasSize(1);
        byte[] wild = profile("mluc");
        ByteBuffer.wrap(wild).putInt(136, 0x7ffffff0);
        assertThat(read(new MetadataFile().icc(wild)).icc())
                .hasValueSatisfying(icc -> assertThat(icc.name()).isEmpty());
    }

    private static byte[] profile(String type) {
        byte[] text = "Test P3".getBytes(StandardCharsets.UTF_16BE);
        var profile = ByteBuffer.allocate(200);
        profile.position(8);
        profile.put(new byte[] {4, 0x30, 0, 0})
                .put(ascii("mntr"))
                .put(ascii("RGB "))
                .put(ascii("XYZ "));
        profile.put(36, ascii("acsp")).position(128);
        profile.putInt(1)
                .put(ascii("desc"))
                .putInt(144)
                .putInt(56)
                .put(ascii(type))
                .putInt(0);
        if (type.equals("mluc")) {
            profile.putInt(1)
                    .putInt(12)
                    .put(ascii("enUS"))
                    .putInt(text.length)
                    .putInt(28)
                    .put(text);
        } else {
            profile.putInt(8).put(ascii("Test P3\0"));
        }
        return profile.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void read_damagedExif_warnsAndTellsTheRest() {
        byte[] exif = camera();
        ByteBuffer.wrap(exif).putShort(4096, (short) 0x7fff);
        ImageMetadata metadata = read(new MetadataFile().exif(exif).iptc(105, "A headline"));

        assertThat(metadata.warnings()).singleElement().asString().startsWith("EXIF");
        assertThat(metadata.summary()).containsEntry("cameraMake", "Maker");
        assertThat(metadata.iptc()).containsEntry("Headline", "A headline");
    }

    @Test
    void read_exifThatRepeatsItsBytes_isBounded() {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < 330; i++) {
            fields.add(Field.pointer(i + 1, 0));
        }
        byte[] exif = MetadataFile.exif(fields, List.of(), List.of());
        // Every field now claims the same four kilobytes, as rationals of which each would become an object.
        for (int i = 0; i < 330; i++) {
            ByteBuffer.wrap(exif)
                    .putShort(12 + 12 * i, (short) 5)
                    .putInt(14 + 12 * i, 512)
                    .putInt(18 + 12 * i, 4096);
        }

        assertThat(read(new MetadataFile().exif(exif)).exif()).isEmpty();
    }

    @Test
    void read_xmpBomb_isRefusedWithAWarning() {
        var expanding = new MetadataFile()
                .xmp("<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><x:xmpmeta>&b;</x:xmpmeta>");
        var fetching = new MetadataFile().xmp("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>");
        var deep =
                new MetadataFile().xmpProperties("<dc:a rdf:parseType='Resource'>".repeat(30) + "</dc:a>".repeat(30));
        var wide = new MetadataFile().xmpProperties("<dc:a/>".repeat(5_000));
        var longNames =
                new MetadataFile().xmpProperties("<dc:" + "a".repeat(20_000) + ">1</dc:" + "a".repeat(20_000) + ">");

        for (MetadataFile file : List.of(expanding, fetching, deep, wide, longNames)) {
            ImageMetadata metadata = read(file);
            assertThat(metadata.xmp()).isEmpty();
            assertThat(metadata.warnings()).singleElement().asString().startsWith("XMP");
        }
    }

    @Test
    void read_namespacesOfStrangers_areForgotten() {
        int before = XMPMetaFactory.getSchemaRegistry().getNamespaces().size();

        for (int i = 0; i < 5; i++) {
            ImageMetadata metadata = read(new MetadataFile()
                    .xmpProperties("<own:a xmlns:own='http://own.example/" + i + "/'>" + i + "</own:a>"));
            assertThat(metadata.xmp()).containsExactly(Map.entry("own:a", String.valueOf(i)));
        }

        assertThat(XMPMetaFactory.getSchemaRegistry().getNamespaces().size()).isEqualTo(before);
    }

    @Test
    void read_longText_isShortened() {
        String text = "word ".repeat(390);
        byte[] exif = MetadataFile.exif(List.of(text(0x010e, text)), List.of(), List.of());

        assertThat(read(new MetadataFile().exif(exif)).summary())
                .extractingByKey("description", InstanceOfAssertFactories.STRING)
                .hasSizeLessThan(1_010)
                .endsWith("…");
    }

    @Test
    void read_fileCutOff_tellsWhatCameBefore() {
        byte[] whole = new MetadataFile().exif(camera()).iptc(105, "A headline").build();
        ImageMetadata metadata = MetadataReader.read(ImageFile.of(Arrays.copyOf(whole, whole.length - 60)), false);

        assertThat(metadata.summary()).containsEntry("cameraMake", "Maker");
        assertThat(metadata.warnings()).isNotEmpty();
    }
}
