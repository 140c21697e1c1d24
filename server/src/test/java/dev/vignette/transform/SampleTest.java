package dev.vignette.transform;

import static dev.vignette.transform.Distance.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.vips.Saver;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The small copy that dominant colours and placeholder hashes are made of.
final class SampleTest extends Transforming {
    private static Raster raster(Sample sample) {
        return Raster.of(sample.dimensions().width(), sample.dimensions().height(), (x, y) -> {
            int at = 4 * (y * sample.dimensions().width() + x);
            byte[] rgba = sample.rgba();
            return (rgba[at + 3] & 255) << 24
                    | (rgba[at] & 255) << 16
                    | (rgba[at + 1] & 255) << 8
                    | (rgba[at + 2] & 255);
        });
    }

    @Test
    void sample_big_isSmallUprightAndSrgb() {
        Raster photo = Drawings.photo(400, 300);
        assertClose(raster(sample(Originals.jpeg(photo))), photo.scaled(100, 75), 0.8, 4);
        byte[] turned = ExifBlock.oriented(6).inJpeg(Originals.jpeg(photo.storedAs(6)));
        assertClose(raster(sample(turned)), photo.scaled(100, 75), 0.8, 4);
        assertClose(raster(sample(natives().displayP3(photo, Saver.PNG))), photo.scaled(100, 75), 0.8, 4);
        assertClose(raster(sample(natives().cmykJpeg(photo))), photo.scaled(100, 75), 2, 8);
        assertClose(raster(sample(Originals.deepPng(photo))), photo.scaled(100, 75), 0.8, 4);
        Raster grey = Drawings.grey(400, 300);
        assertClose(raster(sample(Originals.greyPng(grey))), grey.scaled(100, 75), 0.8, 4);
    }

    @Test
    void sample_small_staysSmall() {
        Raster photo = Drawings.photo(40, 30);
        assertClose(raster(sample(Originals.png(photo))), photo, 0, 0);
    }

    @Test
    void sample_clear_keepsAlphaAndSaysSo() {
        Raster fading = Drawings.fading(200, 100);
        Sample clear = sample(Originals.png(fading));
        assertThat(clear.alpha()).isTrue();
        assertClose(raster(clear), fading.scaled(100, 50), 0.6, 3);
        assertThat(sample(Originals.png(Drawings.photo(20, 20))).alpha()).isFalse();
    }

    @Test
    void sample_animation_isItsFirstFrame() {
        List<Raster> frames = List.of(Drawings.plain(20, 20, Drawings.RED), Drawings.plain(20, 20, Drawings.BLUE));
        assertClose(raster(sample(Originals.gif(frames, List.of(5, 5), 0))), frames.getFirst(), 0, 0);
    }
}
