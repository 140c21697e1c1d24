package dev.vignette.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.util.Set;

/// No bytes make the probe fail in any other way than it says. As a plain test it runs over its seeds; with
/// `JAZZER_FUZZ=1` it looks for more.
class HeaderProbeFuzzTest {
    private static final Set<ErrorCode> EXPECTED = Set.of(ErrorCode.UNSUPPORTED_FORMAT, ErrorCode.BROKEN_IMAGE);

    @FuzzTest(maxDuration = "5m")
    void probe_anyBytes_failsOnlyAsItSays(byte[] bytes) {
        try {
            ImageHeader header = HeaderProbe.probe(bytes);
            assertThat(header.frames()).isBetween(1, Container.MOST_FRAMES);
            assertThat(header.pixels()).isPositive();
        } catch (VignetteException e) {
            assertThat(EXPECTED).contains(e.code());
        }
    }

    @FuzzTest(maxDuration = "5m")
    void blocks_anyBytes_failOnlyAsUnsupported(byte[] bytes) {
        try {
            assertThat(MetadataBlocks.of(bytes).warnings()).isNotNull();
        } catch (VignetteException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_FORMAT);
        }
    }
}
