package dev.vignette.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HeaderProbeTest {
    private static List<Arguments> foreignFiles() {
        return List.of(
                arguments("BM6", "a BMP image"),
                arguments("\0\0\1\0\1", "an ICO icon"),
                arguments("\u00ff\n\u00fa", "a JPEG XL image"),
                arguments("\0\0\0\fJXL \r\n\u0087\n", "a JPEG XL image"),
                arguments("\0\0\0\fjP  \r\n\u0087\n", "a JPEG 2000 image"),
                arguments("%PDF-1.7", "a PDF document"),
                arguments("PK\3\4", "a ZIP archive"),
                arguments("\0\0\0\u0018ftypmp42", "a video"),
                arguments("<!DOCTYPE html><html>", "a web page"),
                arguments(" <HTML>", "a web page"),
                arguments("<?xml version='1.0'?><feed/>", "XML that is not SVG"),
                arguments("{\"error\":1}", "JSON"),
                arguments("Not found", "text"),
                arguments("\1\2\3\4\5", "none of the known"));
    }

    @ParameterizedTest
    @MethodSource("foreignFiles")
    void probe_anotherKindOfFile_isUnsupportedAndNamed(String start, String name) {
        assertThat(Probing.assertUnsupported(FileBytes.file().text(start).array()))
                .contains(name);
    }

    @Test
    void probe_empty_isUnsupportedAndSaysSo() {
        assertThat(Probing.assertUnsupported(new byte[0])).isEqualTo("The source is empty");
    }
}
