package dev.vignette.jpeg;

import java.util.List;

/// Brings all planes of a picture to their final sizes while they are decoded.
public final class PlaneResizer implements PlaneSink {
    private final List<Resampler> resamplers;

    /// @param resamplers one a component, in the order of the frame header
    public PlaneResizer(List<Resampler> resamplers) {
        this.resamplers = List.copyOf(resamplers);
    }

    @Override
    public void accept(int component, byte[] samples, int offset, int stride, int rows) {
        resamplers.get(component).push(samples, offset, stride, rows);
    }

    /// Whether no component needs further rows, so that the decoder may stop.
    public boolean done() {
        return resamplers.stream().allMatch(Resampler::done);
    }

    /// The results, in the order of the components.
    ///
    /// @throws IllegalStateException while rows are missing
    public List<Plane> planes() {
        return resamplers.stream().map(Resampler::plane).toList();
    }
}
