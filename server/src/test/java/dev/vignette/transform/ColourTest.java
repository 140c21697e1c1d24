package dev.vignette.transform;

import static dev.vignette.transform.Distance.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.probe.HeaderProbe;
import dev.vignette.vips.Saver;
import dev.vignette.vips.VipsImage;
import dev.vignette.vips.VipsSession;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the numbers of an original mean: profiles, CMYK, grey, palettes and 16 bits.
final class ColourTest extends Transforming {
    private static final Raster PHOTO = Drawings.photo(120, 80);
    private static final Raster GREY = Drawings.grey(120, 80);

    /// No client can be sure to show CMYK, so it becomes sRGB even where a profile may stay.
    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "webp", "avif", "gif"})
    void transform_cmyk_looksTheSame(String format) {
        Raster expected = PHOTO.scaled(60, 40);
        for (String icc : new String[] {"srgb", "keep"}) {
            String options = "w=60&f=" + format + "&icc=" + icc;
            byte[] result = file(natives().cmykJpeg(PHOTO), options);
            assertClose(decoded().still(result), expected, 2.5, 9);
            assertClose(asSrgb(result), expected, 2.5, 9);
            assertClose(picture(natives().untaggedCmykJpeg(PHOTO), options), expected, 2.5, 9);
        }
        assertThat(profile(file(natives().cmykJpeg(PHOTO), "f=" + format))).isEmpty();
    }

    static Stream<Arguments> wide() {
        return Stream.of(Saver.JPEG, Saver.PNG, Saver.WEBP, Saver.HEIF)
                .flatMap(from -> Stream.of("jpeg", "png", "webp", "avif", "gif").map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("wide")
    void transform_displayP3_looksTheSameBothWays(Saver from, String to) {
        byte[] original = natives().displayP3(PHOTO, from);
        Raster expected = PHOTO.scaled(60, 40);

        byte[] converted = file(original, "w=60&f=" + to);
        assertThat(profile(converted)).isEmpty();
        assertClose(decoded().still(converted), expected, 2, 8);

        byte[] kept = file(original, "w=60&icc=keep&f=" + to);
        boolean carries = !to.equals("gif");
        assertThat(profile(kept).length > 0).isEqualTo(carries);
        assertClose(asSrgb(kept), expected, 2, 8);
        if (carries) {
            assertThat(profile(kept)).isEqualTo(profile(original));
            // Without their profile the numbers would mean duller colours.
            assertThat(numbersDiffer(kept, converted)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"meta=all", "meta=copyright", "meta=none"})
    void transform_metadataKept_profileIsNot(String options) {
        byte[] original = natives().displayP3(PHOTO, Saver.JPEG);
        for (String format : new String[] {"jpeg", "png", "webp", "avif"}) {
            assertThat(profile(file(original, options + "&f=" + format)))
                    .as(format)
                    .isEmpty();
            assertThat(profile(file(original, options + "&icc=keep&f=" + format)))
                    .as(format)
                    .isNotEmpty();
        }
    }

    /// A profile that does not fit its pixels, or is none, is passed over as browsers do.
    @ParameterizedTest
    @ValueSource(strings = {"icc=srgb", "icc=keep"})
    void transform_senselessProfile_pictureIsShown(String options) {
        byte[] rgb = profile(natives().displayP3(PHOTO, Saver.JPEG));
        byte[] cmyk = profile(natives().cmykJpeg(PHOTO));
        byte[] grey = Originals.greyJpeg(GREY);
        assertClose(picture(withProfile(grey, rgb), options + "&f=png"), GREY, 1.5, 4);
        assertClose(picture(withProfile(grey, cmyk), options + "&f=png"), GREY, 1.5, 4);
        assertClose(picture(withProfile(Originals.jpeg(PHOTO), cmyk), options + "&f=jpeg"), PHOTO, 1.5, 6);
        assertClose(picture(withProfile(Originals.jpeg(PHOTO), new byte[200]), options + "&f=jpeg"), PHOTO, 1.5, 6);
        assertClose(picture(withProfile(natives().untaggedCmykJpeg(PHOTO), rgb), options + "&f=png"), PHOTO, 2.5, 9);
    }

    private static byte[] withProfile(byte[] jpeg, byte[] profile) {
        byte[] name = "ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII);
        int length = Math.min(profile.length, 65_000);
        // A longer one is cut off, which makes it senseless in one more way.
        return ByteBuffer.allocate(jpeg.length + 4 + name.length + length)
                .put(jpeg, 0, 2)
                .putShort((short) 0xffe2)
                .putShort((short) (2 + name.length + length))
                .put(name)
                .put(profile, 0, length)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    @Test
    void transform_keepWithoutProfile_staysWithout() {
        assertThat(profile(file(Originals.png(PHOTO), "icc=keep&f=png"))).isEmpty();
        assertClose(picture(Originals.png(PHOTO), "icc=keep&f=png"), PHOTO, 0, 0);
    }

    @Test
    void transform_grey_staysOneBand() {
        for (byte[] original :
                new byte[][] {Originals.greyJpeg(GREY), Originals.greyPng(GREY), Originals.deepGreyPng(GREY)}) {
            for (String options :
                    new String[] {"w=60", "w=60&blur=0.3", "w=60&sharpen=0.5&rot=180&flip=hv", "crop=0,0,120,80&w=60"
                    }) {
                for (String format : new String[] {"jpeg", "png"}) {
                    byte[] result = file(original, options + "&f=" + format);
                    assertThat(Decoded.read(result).getRaster().getNumBands())
                            .as(options)
                            .isEqualTo(1);
                    assertThat(Decoded.read(result).getSampleModel().getSampleSize(0))
                            .isEqualTo(8);
                    assertClose(decoded().still(result), GREY.scaled(60, 40), 2, 7);
                }
            }
            assertClose(picture(original, "w=60&f=webp"), GREY.scaled(60, 40), 1.5, 6);
            assertClose(picture(original, "w=60&f=avif"), GREY.scaled(60, 40), 1.5, 6);
            assertClose(picture(original, "w=60&f=gif"), GREY.scaled(60, 40), 1.5, 6);
        }
    }

    /// A colour behind or beside a grey picture has to be shown as one.
    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "webp", "gif"})
    void transform_greyInColouredLetterbox_isColoured(String format) {
        Raster grey = Drawings.plain(40, 20, 0xff808080);
        Raster expected = grey.placed(40, 40, 0, 10, Drawings.BLUE);
        assertClose(picture(Originals.greyPng(grey), "w=40&h=40&fit=contain&bg=2d55c8&f=" + format), expected, 2, 15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "webp", "avif", "gif"})
    void transform_sixteenBits_lookTheSame(String format) {
        Raster fading = Drawings.fading(120, 80);
        assertClose(picture(Originals.deepPng(PHOTO), "w=60&f=" + format), PHOTO.scaled(60, 40), 2.5, 9);
        assertClose(
                picture(Originals.deepAlphaPng(fading), "w=60&bg=2d55c8&f=" + format),
                fading.over(Drawings.BLUE).scaled(60, 40),
                2.5,
                12);
        if (format.equals("png")) {
            byte[] result = file(Originals.deepPng(PHOTO), "f=png");
            assertThat(Decoded.read(result).getSampleModel().getSampleSize(0)).isEqualTo(8);
            assertClose(picture(Originals.deepAlphaPng(fading), "w=60&f=png"), fading.scaled(60, 40), 0.6, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "webp", "avif", "gif"})
    void transform_palette_looksTheSame(String format) {
        Raster flags = Drawings.quadrants(120, 80);
        assertClose(picture(Originals.palettePng(flags), "w=60&f=" + format), flags.scaled(60, 40), 2, 22);
        Raster badge = Drawings.badge(120, 80, Drawings.GREEN);
        Raster result = picture(Originals.palettePng(badge), "w=60&bg=fff&f=" + format);
        assertClose(result, badge.over(0xffffff).scaled(60, 40), 1.5, 22);
    }

    private byte[] profile(byte[] file) {
        try (VipsSession session = vips().open()) {
            return load(session, file).blob("icc-profile-data").orElse(new byte[0]);
        }
    }

    /// Its colours, by the profile inside.
    private Raster asSrgb(byte[] file) {
        if (profile(file).length == 0) {
            return decoded().still(file);
        }
        try (VipsSession session = vips().open()) {
            return decoded()
                    .still(load(session, file)
                            .call("icc_transform", Map.of("embedded", "true", "output-profile", "srgb"))
                            .save(Saver.PNG, Map.of("keep", "none")));
        }
    }

    private boolean numbersDiffer(byte[] one, byte[] two) {
        try (VipsSession session = vips().open()) {
            byte[] first = load(session, one).pixels();
            byte[] second = load(session, two).pixels();
            long sum = 0;
            for (int i = 0; i < first.length; i++) {
                sum += Math.abs((first[i] & 255) - (second[i] & 255));
            }
            return sum > first.length;
        }
    }

    private static VipsImage load(VipsSession session, byte[] file) {
        var format = HeaderProbe.probe(file).format();
        return session.load(Load.loader(format), ByteBuffer.wrap(file), Map.of());
    }
}
