package dev.vignette.jpeg;

import java.util.List;

/// One scan of a progressive file: some coefficients of some components, to some bit.
///
/// @param components their numbers; more than one only for DC coefficients
/// @param first,last coefficients in the order of the file; DC is 0 and stands alone
/// @param before the lowest bit that earlier scans have sent, 0 when there was none
/// @param bit the lowest bit that is sent now
record ScanStep(List<Integer> components, int first, int last, int before, int bit) {
    /// What libjpeg does when asked for a progressive file: in colour, rough luma comes first and chroma soon.
    static List<ScanStep> script(int components) {
        return components == 1
                ? List.of(
                        dc(1, 0, 1),
                        ac(0, 1, 5, 0, 2),
                        ac(0, 6, 63, 0, 2),
                        ac(0, 1, 63, 2, 1),
                        dc(1, 1, 0),
                        ac(0, 1, 63, 1, 0))
                : List.of(
                        dc(3, 0, 1),
                        ac(0, 1, 5, 0, 2),
                        ac(2, 1, 63, 0, 1),
                        ac(1, 1, 63, 0, 1),
                        ac(0, 6, 63, 0, 2),
                        ac(0, 1, 63, 2, 1),
                        dc(3, 1, 0),
                        ac(2, 1, 63, 1, 0),
                        ac(1, 1, 63, 1, 0),
                        ac(0, 1, 63, 1, 0));
    }

    private static ScanStep dc(int components, int before, int bit) {
        return new ScanStep(components == 1 ? List.of(0) : List.of(0, 1, 2), 0, 0, before, bit);
    }

    private static ScanStep ac(int component, int first, int last, int before, int bit) {
        return new ScanStep(List.of(component), first, last, before, bit);
    }

    boolean ofDc() {
        return first == 0;
    }

    /// Whether it sends one more bit of what is known roughly.
    boolean refines() {
        return before > 0;
    }
}
