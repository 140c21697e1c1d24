package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CheckedStreamTest {
    private final byte[] bytes = new byte[100_000];
    private final List<String> verdicts = new ArrayList<>();

    CheckedStreamTest() {
        new Random(1).nextBytes(bytes);
    }

    @Test
    void read_soundContent_isAllThere() throws Exception {
        assertThat(stream(bytes).readAllBytes()).isEqualTo(bytes);
        assertThat(verdicts).containsExactly("sound");
        assertThat(stream(bytes).skip(7)).isEqualTo(7);
    }

    @Test
    void read_damagedContent_failsBeforeItsLastBytes() throws Exception {
        byte[] damaged = bytes.clone();
        damaged[5] ^= 1;
        var stream = stream(damaged);

        assertThat(stream.readNBytes(90_000)).hasSize(90_000);
        assertThat(verdicts).isEmpty();
        assertThatThrownBy(stream::readAllBytes).isInstanceOf(IOException.class);
        assertThat(verdicts).containsExactly("damaged");
    }

    @Test
    void read_contentThatIsTooShort_isDamaged() throws Exception {
        var stream = stream(Arrays.copyOf(bytes, 99_999));

        assertThatThrownBy(stream::readAllBytes).isInstanceOf(EOFException.class);
        assertThat(verdicts).containsExactly("damaged");
    }

    private CheckedStream stream(byte[] kept) throws Exception {
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        var content = new StoredImage.Content(sha256, bytes.length, Format.JPEG, new Dimensions(1, 1), 1);
        return new CheckedStream(new ByteArrayInputStream(kept), content, new CheckedStream.Verdict() {
            @Override
            public void sound() {
                verdicts.add("sound");
            }

            @Override
            public void damaged() {
                verdicts.add("damaged");
            }
        });
    }
}
