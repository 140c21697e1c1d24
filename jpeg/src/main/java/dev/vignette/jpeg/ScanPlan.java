package dev.vignette.jpeg;

/// The measures of a scan: those of its MCUs and, from them, those of its components.
///
/// @param alone whether the scan holds one component only, so that an MCU is one block
/// @param mcus in a row
/// @param rows of MCUs that are wanted
record ScanPlan(FrameHeader frame, DecodeOptions options, boolean alone, int mcus, int rows) {
    /// Measures a scan of one component or of several.
    static ScanPlan of(FrameHeader frame, DecodeOptions options, ScanHeader header) {
        boolean alone = header.parts().size() == 1;
        int needed = Math.min(options.rows(), frame.height());
        int tall = frame.mostVertical();
        if (alone) {
            int component = header.parts().getFirst().component();
            int vertical = frame.components().get(component).vertical();
            int mcus = Math.ceilDiv(frame.planeWidth(component, Scale.FULL), 8);
            return new ScanPlan(frame, options, true, mcus, Math.ceilDiv(Math.ceilDiv(needed * vertical, tall), 8));
        }
        int mcus = Math.ceilDiv(frame.width(), 8 * frame.mostHorizontal());
        return new ScanPlan(frame, options, false, mcus, Math.ceilDiv(needed, 8 * tall));
    }

    ComponentPlan component(int index) {
        FrameComponent component = frame.components().get(index);
        Scale scale = options.scale(index);
        int across = alone ? 1 : component.horizontal();
        int down = alone ? 1 : component.vertical();
        return new ComponentPlan(index, scale, frame.planeHeight(index, scale), across, down, mcus);
    }
}
