package dev.vignette.jpeg;

/// How much a source sample counts for a target sample, by the distance of their centres.
///
/// Distances are in source samples; `scale` is how many of them one target sample spans, at least 1: when a
/// plane is reduced, the kernel widens so that every source sample counts; when it is enlarged, the kernel
/// interpolates.
public enum Kernel {
    /// The sinc windowed by its own main lobe at three times the width: sharp, with slight ringing.
    LANCZOS3 {
        @Override
        double support(double scale) {
            return Lanczos.LOBES * scale;
        }

        @Override
        double weight(double distance, double scale) {
            double x = Math.abs(distance / scale);
            return x >= Lanczos.LOBES ? 0 : Lanczos.at(x);
        }
    },

    /// The mean of what the target sample covers, parts of samples included; linear when enlarging.
    BOX {
        @Override
        double support(double scale) {
            return (scale + 1) / 2;
        }

        @Override
        double weight(double distance, double scale) {
            return Math.clamp((scale + 1) / 2 - Math.abs(distance), 0, 1);
        }
    };

    /// Beyond this distance no sample counts.
    abstract double support(double scale);

    /// Not yet divided by the sum of all weights.
    abstract double weight(double distance, double scale);
}
