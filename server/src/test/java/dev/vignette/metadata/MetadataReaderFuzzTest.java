package dev.vignette.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vignette.image.ImageFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a metadata block holds, reading it ends in metadata and warnings. As a plain test it runs over its seeds;
/// with `JAZZER_FUZZ=1` it looks for more.
class MetadataReaderFuzzTest {
    private static final int LARGEST_SEGMENT = 20_000;

    /// One small block of each kind.
    static List<Arguments> seeds() {
        byte[] exif = new byte[] {0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0};
        byte[] xmp = "\1<x:xmpmeta xmlns:x='adobe:ns:meta/'/>".getBytes(StandardCharsets.US_ASCII);
        byte[] icc = new byte[200];
        icc[0] = 2;
        byte[] bigTiffCutOff = new byte[] {0, 'M', 'M', 0, 43, 0, 0, 2, 6, 0, 0};
        byte[] iptc = new byte[] {3, 0x1c, 2, 105, 0, 2, 'h', 'i'};
        return Stream.of(exif, bigTiffCutOff, xmp, icc, iptc)
                .map(bytes -> arguments((Object) bytes))
                .toList();
    }

    /// The first byte says what kind of block the rest is.
    @MethodSource("seeds")
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
        assertThat(MetadataReader.read(ImageFile.of(file.build()), true)).isNotNull();
    }
}
