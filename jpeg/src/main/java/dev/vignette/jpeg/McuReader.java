package dev.vignette.jpeg;

/// Reads the MCUs of a scan.
interface McuReader {
    /// Reads MCUs one after another as long as they begin within [ScanBits#safe], the first one in any case.
    ///
    /// @param column of the first
    /// @param count of MCUs, 1 at least
    /// @return how many were read
    int read(ScanBits bits, int column, int count);
}
