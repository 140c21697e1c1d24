package dev.vignette.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Whatever a metadata block holds, reading it ends in metadata and warnings. As a plain test it runs over its seeds;
/// with `JAZZER_FUZZ=1` it looks for more.
class MetadataReaderFuzzTest {
    private static final int LARGEST_SEGMENT = 20_000;

    /// The first byte says what kind of block the rest is.
    @FuzzTest(maxDuration = "5m")
    void read_anyBlock_succeeds(byte[] bytes) {
        if (bytes.length < 2 || bytes.length > LARGEST_SEGMENT) {
            return;
        }
        byte[] block = Arrays.copyOfRange(bytes, 1, bytes.length);
        var file = new MetadataFile();
        switch (bytes[0] & 3) {
            case 0 -> file.exif(block);
            case 1 -> file.xmp(new String(block, StandardCharsets.UTF_8));
            case 2 -> file.icc(block);
            default -> file.iptcBlock(block);
        }
        assertThat(MetadataReader.read(file.build(), true)).isNotNull();
    }
}
