package dev.vignette.jpeg;

/// The measures of one component in one scan.
///
/// @param component its index in the frame
/// @param scale what becomes of its blocks
/// @param height rows of its plane
/// @param across blocks of an MCU side by side
/// @param down blocks of an MCU one upon another
/// @param mcus in a row
record ComponentPlan(int component, Scale scale, int height, int across, int down, int mcus) {
    /// Samples a row, those of blocks that hang over included.
    int stride() {
        return mcus * across * scale.samples();
    }
}
