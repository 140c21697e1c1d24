package dev.vignette.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.ImageFile;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// No bytes make the probe fail in any other way than it says. As a plain test it runs over its seeds; with
/// `JAZZER_FUZZ=1` it looks for more.
class HeaderProbeFuzzTest {
    private static final Set<ErrorCode> EXPECTED = Set.of(ErrorCode.UNSUPPORTED_FORMAT, ErrorCode.BROKEN_IMAGE);

    /// One small file of each format.
    static List<Arguments> seeds() {
        FileBytes svg = FileBytes.file().text("<?xml version='1.0'?><svg width='5mm' viewBox='0 0 3 2'/>");
        return Stream.of(
                        Probing.written("jpeg", 9, 7),
                        Probing.written("png", 9, 7),
                        Probing.written("gif", 9, 7),
                        Probing.written("tiff", 9, 7),
                        HeifContainerTest.sample(),
                        WebpContainerTest.sample(),
                        svg.array())
                .map(bytes -> arguments((Object) bytes))
                .toList();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "5m")
    void probe_anyBytes_failsOnlyAsItSays(byte[] bytes) {
        try {
            ImageHeader header = HeaderProbe.probe(bytes);
            assertThat(HeaderProbe.probe(new LookedAt(bytes))).isEqualTo(header);
            assertThat(header.frames()).isBetween(1, Container.MOST_FRAMES);
            assertThat(header.pixels()).isPositive();
        } catch (VignetteException e) {
            assertThat(EXPECTED).contains(e.code());
        }
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "5m")
    void blocks_anyBytes_failOnlyAsUnsupported(byte[] bytes) {
        try {
            assertThat(MetadataBlocks.of(ImageFile.of(bytes)).warnings()).isNotNull();
        } catch (VignetteException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_FORMAT);
        }
    }
}
