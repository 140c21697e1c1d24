package dev.vignette.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class AnswerTest {
    @Test
    void longerSide_jpeg_isReadFromTheFrame() throws IOException {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(300, 225, BufferedImage.TYPE_INT_RGB), "jpeg", jpeg);

        assertThat(Answer.longerSide(jpeg.toByteArray(), Target.JPEG)).isEqualTo(300);
    }

    @Test
    void longerSide_webp_isReadFromEachKindOfHeader() {
        String lossy = "56503820" + "00000000" + "000000" + "9d012a" + "c800" + "2c01";
        String extended = "56503858" + "0a000000" + "00000000" + "2b0100" + "c70000";

        assertThat(Answer.longerSide(webp(lossy), Target.WEBP)).isEqualTo(300);
        assertThat(Answer.longerSide(webp(extended), Target.WEBP)).isEqualTo(300);
    }

    @Test
    void longerSide_avif_isReadFromItsSpatialExtents() {
        byte[] avif = HexFormat.of()
                .parseHex(
                        "0000000c66747970" + "61766966" + "0000001469737065" + "00000000" + "000000e1" + "0000012c00");

        assertThat(Answer.longerSide(avif, Target.AVIF)).isEqualTo(300);
    }

    @Test
    void longerSide_otherFormat_fails() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Answer.longerSide(webp("56503858"), Target.JPEG))
                .withMessageContaining("JPEG");
    }

    private static byte[] webp(String chunk) {
        return HexFormat.of().parseHex("52494646" + "00000000" + "57454250" + chunk + "00".repeat(20));
    }
}
