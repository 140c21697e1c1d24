package dev.vignette.transform;

import static dev.vignette.transform.Distance.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Drawings: drawn at the size of the result, and cut off from the world.
final class SvgTest extends Transforming {
    static byte[] svg(String attributes, String body) {
        return ("<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' " + attributes + ">"
                        + body + "</svg>")
                .getBytes(StandardCharsets.UTF_8);
    }

    /// A disc that fills half the height in the middle of its page stays one, however the page is described.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "width='240' height='160'|60|40",
                "width='240' height='160' viewBox='0 0 240 160'|120|80",
                "viewBox='0 0 240 160'|120|80",
                "width='24px' height='16px' viewBox='0 0 240 160'|480|320",
                "width='3in' height='2in' viewBox='0 0 240 160'|90|60",
                "width='100%' height='100%' viewBox='0 0 240 160'|90|60",
                "width='30' viewBox='0 0 240 160'|90|60",
            })
    void transform_svg_isDrawnAtItsSize(String attributes, int width, int height) {
        byte[] original = svg(
                attributes,
                "<rect width='240' height='160' fill='#2d55c8'/><circle cx='120' cy='80' r='40' fill='#f0d040'/>");
        Raster expected = Raster.of(4 * width, 4 * height, (x, y) -> {
                    double fromCentre = Math.hypot(x + 0.5 - 2 * width, y + 0.5 - 2 * height);
                    return fromCentre < height ? Drawings.YELLOW : Drawings.BLUE;
                })
                .scaled(width, height);
        assertClose(picture(original, "f=png&w=" + width), expected, 0.3, 4);
        // A quarter of it is drawn as finely as the whole.
        int shownWidth = rendition(original, "f=png").image().dimensions().width();
        if (shownWidth % 4 == 0) {
            int half = shownWidth / 2;
            int halfHigh = rendition(original, "f=png").image().dimensions().height() / 2;
            Raster quarter = picture(original, "f=png&crop=0,0," + half + "," + halfHigh + "&w=" + width);
            assertClose(quarter.scaled(width / 2, height / 2), expected.cut(0, 0, width / 2, height / 2), 1.5, 25);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<image xlink:href='%s' width='40' height='40'/>",
                "<image href='%s' width='40' height='40'/>",
                "<use href='%s#a' width='40' height='40'/>",
                "<style>@import url('%s'); @font-face { font-family: a; src: url('%s') }</style><text y='20'>a</text>",
                "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='%s' parse='text'/>",
                "<foreignObject width='40' height='40'><img xmlns='http://www.w3.org/1999/xhtml' src='%s'/></foreignObject>",
                "<script href='%s'/><script>fetch('%s')</script>",
                "<rect width='40' height='40' fill='url(%s#a)' filter='url(%s#b)'/>",
            })
    void transform_outsideReference_isNotFollowed(String body, @TempDir Path folder) throws IOException {
        Path secret = Files.write(folder.resolve("secret.png"), Originals.png(Drawings.plain(40, 40, Drawings.RED)));
        var asked = new AtomicInteger();
        try (var server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread listener = Thread.ofVirtual().start(() -> count(server, asked));
            String web = "http://127.0.0.1:" + server.getLocalPort() + "/secret.png";
            for (String place : new String[] {web, secret.toUri().toString(), secret.toString()}) {
                byte[] original = svg("width='40' height='40'", body.replace("%s", place));
                assertShowsNoRed(original);
            }
            assertThat(asked).hasValue(0);
            listener.interrupt();
        }
    }

    @Test
    void transform_externalEntity_isNotFollowed(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.svg"), "<rect width='40' height='40' fill='#d83a34'/>");
        String text = "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY secret SYSTEM '" + secret.toUri() + "'>]>"
                + "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'>&secret;</svg>";
        assertShowsNoRed(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Either an empty drawing or none.
    private void assertShowsNoRed(byte[] original) {
        try {
            Raster result = picture(original, "f=png&bg=fff");
            for (int i = 0; i < 1600; i++) {
                int color = result.at(i % 40, i / 40);
                assertThat((color >> 16 & 255) - (color & 255)).isLessThan(60);
            }
        } catch (VignetteException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.BROKEN_IMAGE);
        }
    }

    private static void count(ServerSocket server, AtomicInteger asked) {
        while (!server.isClosed()) {
            try {
                server.accept().close();
                asked.incrementAndGet();
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /// What asks for much work ends soon, in a picture or in a refusal.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "width='1000' height='1000'|crop=0,0,1,1&w=5000",
                "width='1000' height='1000'|crop=999,999,1,1&w=2000",
                "width='1' height='1'|w=7000",
                "width='30000' height='3'|w=300",
                "width='0.5' height='0.5'|w=300",
                "width='29999' height='29999'|w=300",
            })
    void transform_hugeDrawing_isBounded(String attributes, String options) {
        byte[] original = svg(attributes, "<rect width='100%' height='100%' fill='#2d55c8'/>");
        assertEndsSoon(original, options + "&f=jpeg");
    }

    @Test
    void transform_billionLaughs_isBounded() {
        var text = new StringBuilder("<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY e0 'ha'>");
        for (int i = 1; i < 20; i++) {
            text.append("<!ENTITY e")
                    .append(i)
                    .append(" '")
                    .append(("&e" + (i - 1) + ";").repeat(10))
                    .append("'>");
        }
        text.append("]><svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><text>&e19;</text></svg>");
        assertEndsSoon(text.toString().getBytes(StandardCharsets.UTF_8), "f=png");
        String uses = "<g id='u0'><rect width='1' height='1'/></g>";
        for (int i = 1; i < 12; i++) {
            uses += "<g id='u" + i + "'>" + ("<use href='#u" + (i - 1) + "'/>").repeat(10) + "</g>";
        }
        assertEndsSoon(svg("width='40' height='40'", "<defs>" + uses + "</defs><use href='#u11'/>"), "f=png");
    }

    private void assertEndsSoon(byte[] original, String options) {
        long start = System.nanoTime();
        try {
            assertThat(file(original, options)).isNotEmpty();
        } catch (VignetteException refused) {
            assertThat(refused.code()).isIn(ErrorCode.BROKEN_IMAGE, ErrorCode.BAD_PARAMETER, ErrorCode.TOO_MUCH_WORK);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Waiting.PATIENCE);
    }
}
