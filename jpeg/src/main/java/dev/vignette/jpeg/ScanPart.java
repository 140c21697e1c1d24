package dev.vignette.jpeg;

/// One component's part of a scan: what each MCU has of it.
abstract class ScanPart {
    /// Decodes this component's part of one MCU.
    ///
    /// @param position bits into the window
    /// @param mcu its column
    /// @return the position behind it
    abstract int decode(byte[] window, int position, int mcu);

    /// Begins anew, as behind a restart marker.
    abstract void restart();

    /// How many codes there were that cannot be.
    abstract int invalid();

    /// Gives up this component's part of MCUs whose bits are lost.
    abstract void blank(int fromMcu, int toMcu);

    /// Ends a row of MCUs.
    abstract void endRow(PlaneSink sink);
}
