package dev.vignette.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Valid files of all kinds, made by libjpeg-turbo's tools from [Drawing]s.
final class JpegFiles {
    private static final int[][] SIZES = {{1, 1}, {7, 9}, {17, 33}, {100, 75}};

    /// Sampling factors of the three components as `cjpeg` takes them.
    private static final List<String> SAMPLINGS = List.of(
            "1x1,1x1,1x1",
            "2x1,1x1,1x1",
            "1x2,1x1,1x1",
            "2x2,1x1,1x1",
            "4x1,1x1,1x1",
            "1x4,1x1,1x1",
            "4x2,1x1,1x1",
            "2x4,1x1,1x1",
            "3x1,1x1,1x1",
            "1x3,1x1,1x1",
            "3x2,1x1,1x1",
            "2x3,1x1,1x1",
            "2x2,2x1,1x2",
            "2x2,1x2,1x2",
            "2x2,2x1,2x1",
            "1x1,2x2,1x1",
            "1x1,1x1,2x2",
            "1x2,2x1,1x1",
            "2x1,2x1,2x1",
            "1x1,3x1,1x1",
            "1x1,2x2,2x2");

    /// Of the first component; an MCU of all three would have more than ten blocks.
    private static final List<String> LARGE_SAMPLINGS = List.of("3x3", "3x4", "4x3", "4x4");

    private JpegFiles() {}

    /// Sequential files with Huffman coding: every sampling, size, restart interval, quality and kind of colours.
    static List<JpegFile> baseline() {
        List<JpegFile> files = new ArrayList<>();
        for (String sampling : SAMPLINGS) {
            for (int[] size : SIZES) {
                files.add(colour(size[0], size[1], "-sample", sampling));
            }
        }
        for (String interval : List.of("1", "1B", "7B")) {
            for (String sampling : List.of("1x1", "2x1", "2x2")) {
                files.add(colour(100, 75, "-sample", sampling, "-restart", interval));
            }
            files.add(grey(35, 70, "-restart", interval));
        }
        for (int quality : new int[] {1, 5, 25, 50, 75, 90, 95, 100}) {
            files.add(colour(100, 75, "-quality", String.valueOf(quality)));
            files.add(colour(100, 75, "-baseline", "-optimize", "-quality", String.valueOf(quality)));
        }
        for (int[] size : SIZES) {
            files.add(grey(size[0], size[1]));
            files.add(colour(size[0], size[1], "-rgb"));
        }
        files.addAll(scripted(ScanScripts.baselineAlone(), "alone"));
        files.addAll(scripted(ScanScripts.baselinePair(), "pair"));
        files.addAll(large());
        files.addAll(wide());
        for (int side = 1; side <= 17; side++) {
            files.add(colour(side, 18 - side, "-sample", "2x2", "-restart", "2B"));
        }
        files.add(grey(37, 23, "-sample", "2x2"));
        files.add(grey(37, 23, "-sample", "4x3", "-restart", "1B"));
        for (String sampling : List.of("4x1,1x1,1x1", "1x4,1x1,1x1", "3x2,1x1,1x1", "2x2,2x1,1x2")) {
            files.add(colour(100, 75, "-sample", sampling, "-restart", "3B"));
        }
        files.addAll(TableLayouts.of(colour(67, 50, "-sample", "2x2")));
        files.addAll(TableLayouts.of(colour(67, 50, "-sample", "2x1", "-optimize", "-restart", "5B")));
        files.addAll(fourComponents());
        files.add(fractional());
        return files;
    }

    /// Progressive files: every sampling and size in the usual order of scans, and all [ScanScripts].
    static List<JpegFile> progressive() {
        List<JpegFile> files = new ArrayList<>();
        for (String sampling : SAMPLINGS) {
            for (int[] size : SIZES) {
                files.add(colour(size[0], size[1], "-progressive", "-sample", sampling));
            }
        }
        for (String interval : List.of("1", "1B", "7B")) {
            files.add(colour(100, 75, "-progressive", "-restart", interval));
            files.add(grey(35, 70, "-progressive", "-restart", interval));
        }
        for (int quality : new int[] {1, 25, 95, 100}) {
            files.add(colour(100, 75, "-progressive", "-quality", String.valueOf(quality)));
        }
        files.add(colour(100, 75, "-progressive", "-rgb"));
        ScanScripts.progressive().forEach((name, script) -> files.addAll(scripted(script, name)));
        for (int[] size : SIZES) {
            files.add(grey(size[0], size[1], "-progressive"));
        }
        files.add(colour(1100, 35, "-progressive", "-sample", "2x2"));
        files.add(colour(1100, 300, "-progressive", "-quality", "97"));
        byte[] grey = JpegTools.encodedByScript(Drawing.grey(70, 35), ScanScripts.grey(), List.of("-quality", "92"));
        files.add(new JpegFile("70 × 35 grey, scans of its own", grey));
        for (JpegFile file : fourComponents()) {
            byte[] bytes = JpegTools.transcodedByScript(file.bytes(), ScanScripts.four());
            files.add(new JpegFile(file + ", progressive", bytes));
        }
        files.add(new JpegFile(
                fractional() + ", progressive",
                JpegTools.transcoded(fractional().bytes(), "-progressive")));
        return files;
    }

    /// Rows of more blocks than a decoder takes at once at any scale. The last file has more bytes than it loads at
    /// once, and so many a block that those taken at once pass the end of what is loaded.
    static List<JpegFile> wide() {
        List<JpegFile> files = new ArrayList<>();
        for (String sampling : List.of("1x1", "2x1", "2x2", "4x2", "1x1,2x2,1x1")) {
            files.add(colour(1100, 35, "-sample", sampling));
        }
        files.add(colour(1100, 35, "-sample", "2x2", "-restart", "50B"));
        files.add(grey(1100, 20));
        files.add(colour(1100, 100, "-quality", "100", "-sample", "1x1"));
        return files;
    }

    private static List<JpegFile> large() {
        List<JpegFile> files = new ArrayList<>();
        for (String sampling : LARGE_SAMPLINGS) {
            for (int[] size : SIZES) {
                List<String> options = List.of("-sample", sampling + ",1x1,1x1");
                byte[] bytes = JpegTools.encodedByScript(
                        Drawing.colour(size[0], size[1]), ScanScripts.baselineAlone(), options);
                files.add(new JpegFile("%d × %d %s, scans of one".formatted(size[0], size[1], sampling), bytes));
            }
        }
        return files;
    }

    static JpegFile colour(int width, int height, String... options) {
        String name = "%d × %d %s".formatted(width, height, String.join(" ", options));
        return new JpegFile(name, JpegTools.encoded(Drawing.colour(width, height), options));
    }

    static JpegFile grey(int width, int height, String... options) {
        String name = "%d × %d grey %s".formatted(width, height, String.join(" ", options));
        return new JpegFile(name, JpegTools.encoded(Drawing.grey(width, height), options));
    }

    /// Files with the scans of a script, of three sizes and samplings, one with restarts.
    static List<JpegFile> scripted(String script, String name) {
        Map<String, List<String>> cases = Map.of(
                "1x1", List.of("-sample", "1x1", "-quality", "90"),
                "2x2", List.of("-sample", "2x2", "-quality", "95"),
                "2x1 with restarts", List.of("-sample", "2x1", "-restart", "3B"));
        List<JpegFile> files = new ArrayList<>();
        cases.forEach((label, options) -> {
            for (int[] size : new int[][] {{9, 7}, {67, 50}}) {
                byte[] bytes = JpegTools.encodedByScript(Drawing.colour(size[0], size[1]), script, options);
                files.add(new JpegFile("%d × %d %s, scans %s".formatted(size[0], size[1], label, name), bytes));
            }
        });
        return files;
    }

    /// CMYK with components of one size, and YCCK with small chroma; both in scans of one component and of all.
    private static List<JpegFile> fourComponents() {
        byte[] large = grey(53, 41).bytes();
        byte[] mirrored = JpegTools.transcoded(large, "-flip", "horizontal");
        byte[] small = grey(27, 21).bytes();
        byte[] cmyk = Components.joined(
                53, 41, 0, new int[] {0x11, 0x11, 0x11, 0x11}, List.of(large, large, mirrored, large));
        byte[] ycck =
                Components.joined(53, 41, 2, new int[] {0x22, 0x11, 0x11, 0x22}, List.of(large, small, small, large));
        return List.of(
                new JpegFile("CMYK, scans of one", cmyk),
                new JpegFile("CMYK, one scan", JpegTools.transcoded(cmyk)),
                new JpegFile("YCCK, scans of one", ycck),
                new JpegFile("YCCK, one scan", JpegTools.transcoded(ycck)));
    }

    /// Three luma samples for each two of chroma across, which is legal and which hardly any decoder takes.
    private static JpegFile fractional() {
        byte[] large = grey(60, 40).bytes();
        byte[] small = grey(40, 40).bytes();
        byte[] bytes = Components.joined(60, 40, -1, new int[] {0x31, 0x21, 0x21}, List.of(large, small, small));
        return new JpegFile("three for two", JpegTools.transcoded(bytes));
    }
}
