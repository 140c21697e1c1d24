package dev.vignette.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeifContainerTest {
    static FileBytes box(String type, FileBytes... parts) {
        var body = FileBytes.file();
        for (FileBytes part : parts) {
            body.add(part);
        }
        return FileBytes.file().be(4, body.size() + 8).text(type).add(body);
    }

    private static FileBytes bytes() {
        return FileBytes.file();
    }

    static FileBytes brands(String... brands) {
        FileBytes body = bytes().text(brands[0]).be(4, 0);
        for (int i = 1; i < brands.length; i++) {
            body.text(brands[i]);
        }
        return box("ftyp", body);
    }

    static FileBytes size(long width, long height) {
        return box("ispe", bytes().be(4, 0, width, height));
    }

    private static FileBytes item(int id, String type) {
        return box("infe", bytes().u8(2, 0, 0, 0).be(2, id, 0).text(type).u8(0));
    }

    /// A file of one primary item with its number 1, whose data is in the `idat` box.
    static byte[] file(FileBytes brands, String type, FileBytes data, FileBytes... properties) {
        FileBytes association = bytes().be(4, 0, 1).be(2, 1).u8(properties.length);
        for (int i = 1; i <= properties.length; i++) {
            association.u8(0x80 | i);
        }
        FileBytes meta = box(
                "meta",
                bytes().be(4, 0),
                box("hdlr", bytes().zeros(24)),
                box("pitm", bytes().be(4, 0).be(2, 1)),
                box("iinf", bytes().be(4, 0).be(2, 1), item(1, type)),
                box("iloc", bytes().u8(1, 0, 0, 0, 0x44, 0).be(2, 1, 1, 1, 0, 1).be(4, 0, data.size())),
                box("idat", data),
                box("iprp", box("ipco", properties), box("ipma", association)));
        return bytes().add(brands).add(meta).add(box("mdat", bytes().zeros(16))).array();
    }

    static byte[] sample() {
        return file(brands("mif1", "avif"), "av01", av1(64, 48), size(64, 48), box("irot", bytes().u8(1)));
    }

    /// The unit of a reduced still picture header for 16-bit sides.
    private static FileBytes av1(int width, int height) {
        return unit("000" + "1" + "1" + "00000" + "1111" + "1111" + bits(width - 1, 16) + bits(height - 1, 16));
    }

    private static FileBytes unit(String bits) {
        String padded = bits + "0".repeat((8 - bits.length() % 8) % 8);
        byte[] payload = new byte[padded.length() / 8];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) Integer.parseInt(padded.substring(8 * i, 8 * i + 8), 2);
        }
        return bytes().u8(0x12, 0).u8(0x0a, payload.length).raw(payload);
    }

    private static String bits(long value, int count) {
        String digits = BigInteger.valueOf(value).toString(2);
        return "0".repeat(count - digits.length()) + digits;
    }

    @ParameterizedTest
    @CsvSource({"avif, AVIF", "avis, AVIF", "heic, HEIC", "heix, HEIC", "hevc, HEIC"})
    void probe_majorBrand_tellsTheFormat(String brand, Format format) {
        Probing.assertStill(file(brands(brand, "mif1"), "av01", av1(64, 48), size(64, 48)), format, 64, 48);
    }

    @Test
    void probe_genericMajorBrand_takesTheCompatibleOne() {
        Probing.assertStill(
                file(brands("mif1", "miaf", "avif"), "av01", av1(64, 48), size(64, 48)), Format.AVIF, 64, 48);
        Probing.assertStill(file(brands("msf1", "heic"), "hvc1", bytes(), size(64, 48)), Format.HEIC, 64, 48);
    }

    @Test
    void probe_genericBrandsOnly_goesByTheCodingOfTheItems() {
        Probing.assertStill(file(brands("mif1"), "av01", av1(64, 48), size(64, 48)), Format.AVIF, 64, 48);
        Probing.assertStill(file(brands("mif1"), "hvc1", bytes(), size(64, 48)), Format.HEIC, 64, 48);
        Probing.assertUnsupported(file(brands("mif1"), "jpeg", bytes(), size(64, 48)));
    }

    @Test
    void probe_otherBrand_isUnsupported() {
        assertThat(Probing.assertUnsupported(file(brands("isom", "mp41"), "av01", bytes(), size(1, 1))))
                .contains("video");
    }

    @ParameterizedTest
    @CsvSource({"0, 64, 48", "1, 48, 64", "2, 64, 48", "3, 48, 64"})
    void probe_rotated_tellsTheUprightDimensions(int turns, int width, int height) {
        byte[] file = file(brands("avif"), "av01", av1(64, 48), size(64, 48), box("irot", bytes().u8(turns)));

        Probing.assertStill(file, Format.AVIF, width, height);
    }

    @Test
    void probe_grid_countsTheLargerOfBothClaims() {
        FileBytes grid = bytes().u8(0, 0, 1, 1).be(2, 8_000, 6_000);

        Probing.assertStill(file(brands("avif"), "grid", grid, size(8_000, 6_000)), Format.AVIF, 8_000, 6_000);
        Probing.assertStill(file(brands("avif"), "grid", grid, size(80, 9_000)), Format.AVIF, 8_000, 9_000);
    }

    @Test
    void probe_wideGrid_readsItsLongFields() {
        FileBytes grid = bytes().u8(0, 1, 1, 1).be(4, 80_000, 6_000);

        Probing.assertStill(file(brands("avif"), "grid", grid, size(80, 60)), Format.AVIF, 80_000, 6_000);
    }

    @Test
    void probe_gridWithoutItsData_isBroken() {
        Probing.assertBroken(file(brands("avif"), "grid", bytes(), size(80, 60)));
    }

    @Test
    void probe_bitstreamMuchLargerThanItClaims_isBroken() {
        Probing.assertBroken(file(brands("avif"), "av01", av1(65_536, 65_536), size(64, 48)));
    }

    @Test
    void probe_bitstreamWithTimingAndOperatingPoints_isReadToItsDimensions() {
        String timing = "1" + bits(1, 32) + bits(25, 32) + "1" + "00100" + "1" + "00111" + bits(1, 32) + "0".repeat(10);
        String points = "1" + "00001" + (bits(0, 12) + "01000" + "0" + "1" + "0".repeat(17) + "1" + "0000").repeat(2);
        String sides = "1111" + "1111" + bits(40_000, 16) + bits(39_999, 16);

        assertThat(Av1SequenceHeader.dimensions(Window.of(
                        unit("000" + "0" + "0" + timing + points + sides).array())))
                .contains(new Dimensions(40_001, 40_000));
    }

    @Test
    void dimensions_noSequenceHeader_areUnknown() {
        assertThat(Av1SequenceHeader.dimensions(
                        Window.of(bytes().u8(0x12, 0, 0x32, 1, 0).array())))
                .isEmpty();
        assertThat(Av1SequenceHeader.dimensions(Window.of(new byte[0]))).isEmpty();
    }

    @Test
    void probe_noDimensions_isBroken() {
        Probing.assertBroken(file(brands("avif"), "av01", av1(64, 48)));
        Probing.assertBroken(file(brands("avif"), "av01", av1(64, 48), size(0, 48)));
    }

    @Test
    void probe_noMeta_isBroken() {
        Probing.assertBroken(brands("avif").array());
        Probing.assertBroken(bytes().add(brands("avis")).add(box("moov")).array());
    }

    @Test
    void probe_boxSmallerThanItsHeader_isBroken() {
        Probing.assertBroken(
                bytes().add(brands("avif")).be(4, 4).text("meta").zeros(8).array());
        Probing.assertBroken(bytes().add(brands("avif"))
                .be(4, 1)
                .text("meta")
                .be(8, -1)
                .zeros(8)
                .array());
    }

    @Test
    void probe_cutOffAnywhere_failsAsItShould() {
        byte[] file = file(brands("avif"), "av01", av1(64, 48), size(64, 48));

        for (int length = 16; length < file.length - 24; length++) {
            Probing.assertBroken(Arrays.copyOf(file, length));
        }
    }
}
