package dev.vignette.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.image.Format;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SvgContainerTest {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// The numbers are those of libvips 8.18.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "width='10.5px' height='20.4' | 11 | 20",
                "width='100mm' height='50mm' | 283 | 142",
                "width='1in' height='2in' | 72 | 144",
                "width='10pt' height='10pc' | 10 | 120",
                "width='10em' height='10ex' | 120 | 60",
                "viewBox='0 0 30 20' | 30 | 20",
                "width='60' viewBox='0 0 30 20' | 60 | 40",
                "height='60' viewBox='0,0,30,20' | 90 | 60",
                "width='100%' height='100%' viewBox='0 0 33.6 20.5' | 34 | 21",
                "width='100%' height='50' viewBox='0 0 30 20' | 75 | 50",
                "width='-10' height='20' viewBox='0 0 30 20' | 30 | 20",
                "width='1e2' height='.5e1' | 100 | 5",
                "id='none' | 300 | 150",
                "viewBox='0 0 nonsense' | 300 | 150"
            })
    void probe_sizeAttributes_giveItsDimensions(String attributes, int width, int height) {
        String quoted = attributes.replace('\'', '"');
        byte[] file = utf8("<svg xmlns=\"http://www.w3.org/2000/svg\" " + quoted + "><rect width=\"9\"/></svg>");

        Probing.assertStill(file, Format.SVG, width, height);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg width='5' height='6'/>",
                "\ufeff<svg width='5' height='6'/>",
                "\n  <svg width='5' height='6'></svg>",
                "<?xml version='1.0' encoding='UTF-8'?>\n<svg width='5' height='6'/>",
                "<!-- <svg width='1'> > --><svg width='5' height='6'/>",
                "<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'svg11.dtd'>"
                        + "<svg width='5' height='6'/>",
                "<!DOCTYPE svg [ <!ENTITY ns ']>'> <!-- ' ]> --> ]><svg width='5' height='6'/>",
                "<svg id='a>b' width = '5'\n\theight='6'/>",
                "<s:svg xmlns:s='http://www.w3.org/2000/svg' width='5' height='6'/>"
            })
    void probe_anyProlog_isSkipped(String document) {
        Probing.assertStill(utf8(document), Format.SVG, 5, 6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><svg width='5' height='6'/></html>",
                "<svgx width='5' height='6'/>",
                "<?xml version='1.0'?><rss/>",
                "<!-- never closed <svg width='5' height='6'/>",
                "<!DOCTYPE svg [ <svg width='5' height='6'/>",
                "text <svg width='5' height='6'/>",
                "<"
            })
    void probe_anotherRoot_isUnsupported(String document) {
        Probing.assertUnsupported(utf8(document));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg",
                "<svg width='5' height='6'",
                "<svg width='5",
                "<svg width=5 height=6>",
                "<svg width='0' height='0' viewBox='0 0 30 20'/>",
                "<svg width='0.2' height='0.2'/>",
                "<svg width='1e99' height='5'/>"
            })
    void probe_rootThatMakesNoSense_isBroken(String document) {
        Probing.assertBroken(utf8(document));
    }

    @Test
    void probe_compressed_isUnsupportedAndSaysSo() {
        assertThat(Probing.assertUnsupported(
                        FileBytes.file().u8(0x1f, 0x8b, 8, 0).array()))
                .contains("compressed SVG");
    }
}
