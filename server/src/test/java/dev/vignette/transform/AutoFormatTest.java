package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.image.Format;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `f=auto` becomes, by the client and by the picture.
final class AutoFormatTest extends Transforming {
    private static final List<Raster> FRAMES =
            List.of(Drawings.plain(20, 20, Drawings.RED), Drawings.plain(20, 20, Drawings.BLUE));

    @ParameterizedTest
    @CsvSource({
        "opaque, '', AVIF WEBP, AVIF",
        "opaque, '', WEBP, WEBP",
        "opaque, '', '', JPEG",
        "opaque, w=10&h=20&fit=contain, '', JPEG",
        "opaque, w=10&h=20&fit=contain&bg=00000000, '', PNG",
        "opaque, bg=00000000, '', JPEG",
        "opaque, f=png, AVIF WEBP, PNG",
        "opaque, f=jpeg, AVIF, JPEG",
        "clear, '', AVIF WEBP, AVIF",
        "clear, '', WEBP, WEBP",
        "clear, '', '', PNG",
        "clear, bg=fff, '', JPEG",
        "clear, bg=ffffff80, '', PNG",
        "clear, bg=fff, WEBP, WEBP",
        "grey-clear, '', '', PNG",
        "palette-clear, '', '', PNG",
        "palette, '', '', JPEG",
        "svg, '', '', PNG",
        "moving, '', AVIF WEBP, WEBP",
        "moving, '', AVIF, GIF",
        "moving, '', '', GIF",
        "moving, anim=true, AVIF, GIF",
        "moving, anim=false, AVIF WEBP, AVIF",
        "moving, page=1, AVIF WEBP, AVIF",
        "moving, page=1, WEBP, WEBP",
        "still-gif, '', AVIF WEBP, AVIF",
        "still-gif, anim=true, AVIF WEBP, AVIF",
        "still-gif, '', '', JPEG",
        "tiff-pages, '', WEBP, WEBP",
    })
    void transform_auto_isTheBestAccepted(String original, String options, String accepted, Format expected) {
        Format[] formats = Arrays.stream(accepted.split(" "))
                .filter(name -> !name.isEmpty())
                .map(Format::valueOf)
                .toArray(Format[]::new);
        byte[] file = original(original);
        Rendition rendition = rendition(file, options, formats);
        assertThat(rendition.image().format()).isEqualTo(expected);
        boolean moves = original.equals("moving") && !options.contains("page") && !options.contains("false");
        assertThat(decoded().frames(rendition.image().bytes())).hasSize(moves ? 2 : 1);
    }

    private byte[] original(String name) {
        return switch (name) {
            case "opaque" -> Originals.png(Drawings.photo(20, 20));
            case "clear" -> Originals.png(Drawings.fading(20, 20));
            case "grey-clear" -> Originals.greyAlphaPng(Drawings.fading(20, 20));
            case "palette" -> Originals.palettePng(Drawings.quadrants(20, 20));
            case "palette-clear" -> Originals.palettePng(Drawings.badge(20, 20, Drawings.RED));
            case "svg" -> SvgTest.svg("width='20' height='20'", "<circle cx='10' cy='10' r='5'/>");
            case "moving" -> Originals.gif(FRAMES, List.of(5, 5), 0);
            case "still-gif" -> Originals.gif(FRAMES.getFirst());
            case "tiff-pages" -> Originals.tiff(FRAMES.getFirst(), FRAMES.getLast());
            default -> throw new IllegalArgumentException(name);
        };
    }
}
