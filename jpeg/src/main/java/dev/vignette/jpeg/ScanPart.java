package dev.vignette.jpeg;

/// One component's part of a scan: what each MCU has of it. A [McuReader] reads it.
abstract class ScanPart {
    /// Begins anew, as behind a restart marker.
    abstract void restart();

    /// How many codes there were that cannot be.
    abstract int invalid();

    /// Gives up this component's part of MCUs whose bits are lost.
    abstract void blank(int fromMcu, int toMcu);

    /// Ends a row of MCUs.
    abstract void endRow(PlaneSink sink);
}
