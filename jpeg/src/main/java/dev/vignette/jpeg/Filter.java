package dev.vignette.jpeg;

/// How the samples of a plane become fewer or more.
///
/// @param kernel how much each counts
/// @param prefilter width in source samples of the box that they are already the mean of, to be made up for: 1 for
///     planes decoded at [Scale#EIGHTH], 0 for not at all
/// @param averaging what of them is averaged
public record Filter(Kernel kernel, double prefilter, Averaging averaging) {
    /// @throws IllegalArgumentException when the prefilter is negative or no finite number
    public Filter {
        if (!(prefilter >= 0 && prefilter < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a prefilter is neither negative nor infinite: " + prefilter);
        }
    }

    /// Averages samples as they are, which were not filtered before.
    public static Filter of(Kernel kernel) {
        return new Filter(kernel, 0, Averaging.SAMPLES);
    }
}
