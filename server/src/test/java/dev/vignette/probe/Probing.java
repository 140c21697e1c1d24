package dev.vignette.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.image.Orientation;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// Assertions and small files that the tests of all formats share.
final class Probing {
    private Probing() {}

    static void assertStill(byte[] file, Format format, int width, int height) {
        assertThat(HeaderProbe.probe(new LookedAt(file)))
                .isEqualTo(HeaderProbe.probe(file))
                .isEqualTo(new ImageHeader(format, new Dimensions(width, height), 1, Orientation.UPRIGHT, false));
    }

    static void assertBroken(byte[] file) {
        assertFails(file, ErrorCode.BROKEN_IMAGE);
    }

    static String assertUnsupported(byte[] file) {
        return assertFails(file, ErrorCode.UNSUPPORTED_FORMAT);
    }

    private static String assertFails(byte[] file, ErrorCode code) {
        var failure = catchThrowableOfType(VignetteException.class, () -> HeaderProbe.probe(file));
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(code);
        return String.valueOf(failure.getMessage());
    }

    /// A grey picture as the JDK writes it.
    static byte[] written(String format, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        var bytes = new ByteArrayOutputStream();
        try {
            assertThat(ImageIO.write(image, format, bytes)).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// An Exif block of one big-endian directory with an orientation and nothing else.
    static FileBytes exif(int orientation) {
        return FileBytes.file()
                .text("MM")
                .be(2, 42)
                .be(4, 8)
                .be(2, 1, 0x0112, 3)
                .be(4, 1)
                .be(2, orientation, 0)
                .be(4, 0);
    }
}
