package dev.vignette.transform;

import static dev.vignette.transform.Distance.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.error.ErrorCode;
import dev.vignette.image.Format;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Animations: all frames with their times, each treated as a picture of its own.
final class AnimationTest extends Transforming {
    private static final List<Raster> FRAMES = Stream.of(Drawings.RED, Drawings.GREEN, Drawings.BLUE, Drawings.YELLOW)
            .map(color -> Drawings.plain(30, 20, Drawings.WHITE).placed(60, 40, 6, 4, color))
            .toList();
    private static final byte[] GIF = Originals.gif(FRAMES, List.of(10, 20, 30, 45), 3);

    private byte[] webp() {
        return natives().webp(FRAMES, List.of(100, 200, 300, 450), 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"f=webp", "f=gif", "f=webp&w=30", "f=gif&w=30", "f=webp&anim=true", "f=gif&anim=auto"})
    void transform_animation_keepsFramesDelaysAndLoops(String options) {
        // GIF counts the repeats after the first showing.
        assertMoves(file(GIF, options), "4");
        assertMoves(file(webp(), options), "3");
    }

    private void assertMoves(byte[] file, String loops) {
        assertThat(decoded().frames(file)).hasSize(4);
        assertThat(decoded().field(file, "delay")).isEqualTo("100 200 300 450");
        assertThat(decoded().field(file, "loop")).isEqualTo(loops);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("", frame -> frame),
                change("w=30", frame -> frame.scaled(30, 20)),
                change("h=30", frame -> frame.scaled(45, 30)),
                change("crop=3,4,30,20", frame -> frame.cut(3, 4, 30, 20)),
                change("crop=0,0,30,40&w=15", frame -> frame.cut(0, 0, 30, 40).scaled(15, 20)),
                change("w=20&h=20&fit=cover&g=w", frame -> frame.scaled(30, 20).cut(0, 0, 20, 20)),
                change("w=60&h=60&fit=contain&bg=000", frame -> frame.placed(60, 60, 0, 10, 0xff000000)),
                change("w=30&h=30&fit=fill", frame -> frame.scaled(30, 30)),
                change("rot=90", frame -> frame.turned(1)),
                change(
                        "rot=270&flip=h&w=20",
                        frame -> frame.turned(3).mirrored().scaled(20, 30)),
                change("w=120&h=80&enlarge=true&fit=fill", frame -> frame));
    }

    private static Arguments change(String options, UnaryOperator<Raster> expected) {
        return Arguments.of(options, expected);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void transform_change_isMadeToEachFrame(String options, UnaryOperator<Raster> change) {
        String asked = options + (options.isEmpty() ? "" : "&");
        for (byte[] original : List.of(GIF, webp())) {
            List<Raster> gif = decoded().frames(file(original, asked + "f=gif"));
            List<Raster> webp = decoded().frames(file(original, asked + "f=webp&q=95"));
            for (int i = 0; i < FRAMES.size(); i++) {
                Raster expected = change.apply(FRAMES.get(i));
                boolean larger = options.contains("enlarge");
                assertClose(larger ? gif.get(i).scaled(60, 40) : gif.get(i), expected, 1.2, 20);
                assertClose(larger ? webp.get(i).scaled(60, 40) : webp.get(i), expected, 5, 30);
            }
        }
    }

    /// Nothing of a frame comes through in the next, not even along their edges.
    @ParameterizedTest
    @ValueSource(
            strings = {"w=17", "w=17&h=11&fit=fill", "w=90&enlarge=true", "w=20&h=20&fit=cover&g=n", "rot=90&h=20"})
    void transform_framesOfOneColour_stayPure(String options) {
        List<Raster> plain = Stream.of(Drawings.RED, Drawings.GREEN, Drawings.BLUE)
                .map(color -> Drawings.plain(60, 40, color))
                .toList();
        List<Raster> frames = decoded().frames(file(Originals.gif(plain, List.of(5, 5, 5), 0), options + "&f=gif"));
        for (int i = 0; i < plain.size(); i++) {
            Raster frame = frames.get(i);
            assertClose(
                    frame,
                    Drawings.plain(frame.width(), frame.height(), plain.get(i).at(0, 0)),
                    0,
                    0);
        }
    }

    @ParameterizedTest
    @CsvSource({"JPEG", "PNG", "AVIF"})
    void transform_animationToStill_showsTheFirstFrame(Format format) {
        for (byte[] original : List.of(GIF, webp())) {
            Raster result = picture(original, "w=30&f=" + format.parameter());
            assertClose(result, FRAMES.getFirst().scaled(30, 20), 2, 16);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"f=webp", "f=gif", "f=png", "f=webp&w=30", "f=png&w=60&h=60&fit=contain"})
    void transform_animFalseOrPage_isAStill(String options) {
        for (byte[] original : List.of(GIF, webp())) {
            byte[] first = file(original, options + "&anim=false");
            byte[] third = file(original, options + "&page=2");
            assertThat(decoded().frames(first)).hasSize(1);
            assertThat(decoded().frames(third)).hasSize(1);
            Raster one = decoded().still(first);
            Raster three = decoded().still(third);
            assertClose(middle(one), Drawings.plain(1, 1, Drawings.WHITE), 2.5, 2.5);
            assertThat(rendition(original, options + "&page=2")
                            .image()
                            .dimensions()
                            .height())
                    .isEqualTo(three.height());
            assertThat(Distance.between(corner(one), Drawings.plain(1, 1, Drawings.RED))
                            .mean())
                    .isLessThan(60);
            assertThat(Distance.between(one, three).mean()).isGreaterThan(10);
        }
    }

    private static Raster middle(Raster picture) {
        return picture.cut(picture.width() * 2 / 5, picture.height() * 2 / 5, 1, 1);
    }

    private static Raster corner(Raster picture) {
        return picture.cut(0, picture.height() / 2, 1, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"page=4", "page=99"})
    void transform_noSuchFrame_isABadParameter(String options) {
        for (byte[] original : List.of(GIF, webp())) {
            var refusal = refused(original, options);
            assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_PARAMETER);
            assertThat(refusal.parameter()).contains("page");
            assertThat(refusal.allowed()).containsExactly("0 to 3");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"f=jpeg", "f=png", "f=avif"})
    void transform_animTrueToStillFormat_isABadParameter(String options) {
        var refusal = refused(GIF, options + "&anim=true");
        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_PARAMETER);
        assertThat(refusal.parameter()).contains("anim");
    }

    @Test
    void transform_clearAnimation_staysClear() {
        List<Raster> frames = Stream.of(Drawings.RED, Drawings.BLUE)
                .map(color -> Drawings.badge(60, 60, color))
                .toList();
        byte[] gif = Originals.gif(frames, List.of(10, 10), 0);
        for (String format : List.of("webp", "gif")) {
            List<Raster> shown = decoded().frames(file(gif, "f=" + format));
            List<Raster> small = decoded().frames(file(gif, "w=30&f=" + format));
            for (int i = 0; i < 2; i++) {
                assertClose(shown.get(i), frames.get(i), 2.5, 22);
                assertThat(small.get(i).at(0, 0) >>> 24).isZero();
                assertThat(small.get(i).at(15, 15) >>> 24).isEqualTo(255);
            }
            List<Raster> laid = decoded().frames(file(gif, "bg=f0d040&f=" + format));
            assertClose(laid.get(1), frames.get(1).over(Drawings.YELLOW), 2.5, 22);
            assertThat(laid.get(1).hasAlpha()).isFalse();
        }
    }

    @Test
    void transform_blurAndTrim_actOnEachFrame() {
        List<Raster> blurred = decoded().frames(file(GIF, "blur=3&f=gif"));
        List<Raster> framed = FRAMES.stream()
                .map(frame -> frame.placed(80, 60, 5, 15, Drawings.BLACK))
                .toList();
        List<Raster> trimmed = decoded().frames(file(Originals.gif(framed, List.of(5, 5, 5, 5), 0), "trim=1&f=gif"));
        for (int i = 0; i < FRAMES.size(); i++) {
            assertClose(blurred.get(i).cut(55, 0, 5, 40), FRAMES.get(i).cut(55, 0, 5, 40), 1.5, 3);
            assertClose(trimmed.get(i), FRAMES.get(i), 0.5, 1);
        }
    }
}
