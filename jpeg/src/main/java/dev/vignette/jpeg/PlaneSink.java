package dev.vignette.jpeg;

/// Takes the rows of planes while they are decoded, so that no plane is ever kept whole.
public interface PlaneSink {
    /// Takes the next rows of one component. Each component's rows come from the top without a gap; those of
    /// different components take turns.
    ///
    /// @param component 0 to 3, in the order of the frame header
    /// @param samples holds the rows, during this call alone: row `i` begins at `offset + i × stride` and has as
    ///     many samples as the plane is wide; what lies behind it is not a part of the picture
    /// @param rows how many, at least 1
    void accept(int component, byte[] samples, int offset, int stride, int rows);
}
