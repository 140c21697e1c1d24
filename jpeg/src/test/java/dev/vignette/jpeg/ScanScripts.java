package dev.vignette.jpeg;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/// Orders of scans, in the language of `cjpeg -scans`: components, then `first-last, earlier bit, bit`.
final class ScanScripts {
    private ScanScripts() {}

    /// One of the progressive ones.
    static String named(String name) {
        return Objects.requireNonNull(progressive().get(name), name);
    }

    /// Progressive ones for three components, by name.
    static Map<String, String> progressive() {
        Map<String, String> scripts = new LinkedHashMap<>();
        scripts.put("spectral", "0 1 2: 0-0,0,0; 0: 1-5,0,0; 1: 1-63,0,0; 2: 1-63,0,0; 0: 6-63,0,0;");
        scripts.put("high first", "0 1 2: 0-0,0,0; 0: 6-63,0,0; 2: 20-63,0,0; 1: 1-63,0,0; 2: 1-19,0,0; 0: 1-5,0,0;");
        scripts.put(
                "alone",
                "2: 0-0,0,1; 0: 0-0,0,0; 1: 0-0,0,2; 1: 0-0,2,1; 0: 1-63,0,0; 2: 0-0,1,0; 1: 0-0,1,0; "
                        + "1: 1-63,0,0; 2: 1-63,0,0;");
        scripts.put(
                "pairs",
                "0 2: 0-0,0,1; 1: 0-0,0,0; 0: 1-9,0,2; 0 2: 0-0,1,0; 0: 1-9,2,1; 1: 1-63,0,0; "
                        + "0: 1-9,1,0; 2: 1-63,0,1; 0: 10-63,0,0; 2: 1-63,1,0;");
        scripts.put("bit by bit", bitByBit());
        scripts.put("one by one", oneByOne());
        scripts.put("unfinished", "0 1 2: 0-0,0,2; 0: 1-20,0,3; 1: 1-63,0,2; 0 1 2: 0-0,2,1; 0: 1-20,3,2;");
        return scripts;
    }

    /// One for a grey picture.
    static String grey() {
        return "0: 0-0,0,1; 0: 1-2,0,3; 0: 3-63,0,2; 0: 1-2,3,2; 0: 0-0,1,0; 0: 1-63,2,1; 0: 1-63,1,0;";
    }

    /// One for four components.
    static String four() {
        return "0 1 2 3: 0-0,0,1; 3: 1-63,0,0; 0: 1-63,0,1; 1: 1-63,0,0; 2: 1-63,0,0; 0 1 2 3: 0-0,1,0; 0: 1-63,1,0;";
    }

    /// Baseline: each component has a scan of its own, and all coefficients are in it.
    static String baselineAlone() {
        return "1; 0; 2;";
    }

    /// Baseline: two components share a scan.
    static String baselinePair() {
        return "0; 1 2;";
    }

    private static String bitByBit() {
        var script = new StringJoiner("\n");
        script.add("0 1 2: 0-0,0,5;");
        for (int bit = 4; bit >= 0; bit--) {
            script.add("0 1 2: 0-0,%d,%d;".formatted(bit + 1, bit));
        }
        for (int component = 0; component < 3; component++) {
            script.add("%d: 1-63,0,5;".formatted(component));
            for (int bit = 4; bit >= 0; bit--) {
                script.add("%d: 1-63,%d,%d;".formatted(component, bit + 1, bit));
            }
        }
        return script.toString();
    }

    private static String oneByOne() {
        var script = new StringJoiner("\n");
        script.add("0 1 2: 0-0,0,0;");
        for (int coefficient = 63; coefficient > 0; coefficient--) {
            script.add("0: %d-%d,0,0;".formatted(coefficient, coefficient));
        }
        for (int coefficient = 1; coefficient < 64; coefficient += 7) {
            script.add("1: %d-%d,0,0;".formatted(coefficient, coefficient + 6));
            script.add("2: %d-%d,0,0;".formatted(coefficient, coefficient + 6));
        }
        return script.toString();
    }
}
