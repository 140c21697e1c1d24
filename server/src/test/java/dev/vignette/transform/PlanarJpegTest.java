package dev.vignette.transform;

import static dev.vignette.transform.Distance.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.error.ErrorCode;
import dev.vignette.options.OptionsParser;
import dev.vignette.probe.HeaderProbe;
import dev.vignette.vips.Loader;
import dev.vignette.vips.Saver;
import dev.vignette.vips.VipsSession;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The way of JPEG originals without libvips, beside the way through it: the same look.
final class PlanarJpegTest extends Transforming {
    private static final TransformConfig LIBVIPS_ALONE = config(Map.of("VIGNETTE_JPEG_ENABLED", "false"));

    /// An odd size, so that planes end within blocks and colours within pixels.
    private static final byte[] PHOTO = Originals.jpeg(Drawings.photo(811, 603));

    private static final byte[] GREY = Originals.greyJpeg(Drawings.photo(811, 603));

    @AfterEach
    void bothWays() {
        restart(CONFIG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "w=97",
                "w=97&q=80",
                "w=200&f=png",
                "w=301&f=webp",
                "w=150&f=avif",
                "w=405",
                "w=700&q=95",
                "w=101&h=300&fit=fill",
                "w=120&h=120&fit=cover",
                "w=121&h=91&fit=cover&g=northeast&q=70",
                "w=90&h=140&fit=cover&g=fp:0.3:0.8",
                "w=120&h=80&fit=cover&g=smart",
                "w=160&h=160&fit=contain&bg=204060",
                "w=203&rot=90&q=70",
                "w=203&rot=180&q=70",
                "w=203&rot=270&flip=h&q=70",
                "w=201&flip=v&q=70",
                "crop=100,77,401,333&w=133",
                "crop=401,303,410,300&w=51&q=60",
                "w=140&blur=2",
                "w=140&sharpen=1",
                "w=1000&enlarge=true",
            })
    void transform_jpegOriginal_looksLikeThatOfLibvips(String options) {
        for (byte[] original : new byte[][] {PHOTO, GREY}) {
            Raster planar = picture(original, options);
            restart(LIBVIPS_ALONE);
            assertClose(planar, picture(original, options), 1.5, 9);
            restart(CONFIG);
        }
    }

    /// Decoded at an eighth, a quarter, half and all of its size, and nothing lost to another file format.
    @ParameterizedTest
    @ValueSource(ints = {70, 150, 300, 600})
    void transform_fineGrain_isNearerToItsLightThanThatOfLibvips(int width) {
        byte[] original = Originals.jpeg(Drawings.grain(960, 720));
        Raster light = scaledInLight(original, width);
        Distance planar = Distance.between(picture(original, "f=png&w=" + width), light);
        restart(LIBVIPS_ALONE);
        Distance libvips = Distance.between(picture(original, "f=png&w=" + width), light);
        assertThat(planar.mean()).isLessThan(0.97 * libvips.mean());
    }

    private Raster scaledInLight(byte[] original, int width) {
        try (VipsSession session = vips().open()) {
            return decoded()
                    .still(session.load(Loader.JPEG, ByteBuffer.wrap(original), Map.of())
                            .call("thumbnail_image", Map.of("width", Integer.toString(width), "linear", "true"))
                            .save(Saver.PNG, Map.of()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "w=97, true, true",
        "w=97&f=webp, true, false",
        "w=97&h=97&fit=cover, true, true",
        "w=97&h=97&fit=cover&g=smart, true, false",
        "w=97&h=97&fit=contain, true, false",
        "w=97&blur=1, true, false",
        "w=97&trim=10, false, false",
        "w=97&meta=copyright, false, false",
        "w=97&icc=keep, false, false",
        "w=2700&enlarge=true, false, false",
    })
    void of_options_saysWhichWayTheyGo(String options, boolean planar, boolean direct) {
        Optional<PlanarJpeg> way = way(PHOTO, options);
        assertThat(way.isPresent()).isEqualTo(planar);
        assertThat(way.map(PlanarJpeg::direct).orElse(false)).isEqualTo(direct);
    }

    @Test
    void of_wideGamut_goesThroughLibvips() {
        assertThat(way(natives().displayP3(Drawings.photo(60, 40), Saver.JPEG), "w=20"))
                .isEmpty();
    }

    @Test
    void transform_damaged_isRefusedAsByLibvips() {
        byte[] cut = Arrays.copyOf(PHOTO, PHOTO.length / 2);
        assertThat(refused(cut, "w=97").code()).isEqualTo(ErrorCode.BROKEN_IMAGE);
    }

    private Optional<PlanarJpeg> way(byte[] original, String options) {
        var header = HeaderProbe.probe(original);
        var parsed = OptionsParser.PLAIN.parse(options);
        var target = Target.of(header, parsed, Set.of(), () -> false);
        try (VipsSession session = vips().open()) {
            var conversion = new Conversion(session, header, parsed, target, CONFIG.maxPixels(), CONFIG.maxPixels());
            return PlanarJpeg.of(ByteBuffer.wrap(original), conversion, 1.5);
        }
    }
}
