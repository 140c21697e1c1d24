package dev.vignette.metadata;

import java.util.List;
import java.util.Optional;

/// The colours a picture is made of.
///
/// @param swatches at most six, the largest share first; none when every pixel is transparent
public record Palette(List<Swatch> swatches) {
    /// One colour.
    ///
    /// @param red 0 to 255, as are the others
    /// @param share of the opaque pixels, 0 to 1
    public record Swatch(int red, int green, int blue, double share) {
        /// As in `#3a7bd5`.
        public String hex() {
            return String.format("#%02x%02x%02x", red, green, blue);
        }
    }

    public Palette {
        swatches = List.copyOf(swatches);
    }

    /// The same picture always has the same palette.
    public static Palette of(Pixels pixels) {
        return new Palette(OklabClusters.of(pixels));
    }

    /// The colour with the largest share.
    public Optional<Swatch> dominant() {
        return swatches.stream().findFirst();
    }
}
