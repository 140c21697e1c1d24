package dev.vignette.options;

import dev.vignette.image.Orientation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads parameters, from a URL or the command line, into options. It is strict: an unknown or repeated parameter and
/// a value out of bounds are errors that name the parameter and what it may be.
public final class OptionsParser {
    /// Knows no presets: for the command line, for stored texts and for tests.
    public static final OptionsParser PLAIN = new OptionsParser(PresetsConfig.NONE, List.of());

    private final Presets presets;
    private final List<String> envelope;

    /// @param envelope the names of the request's other parameters (`url`, `s` …): the caller has taken them out, but
    ///     an error that lists what is allowed lists them too
    public OptionsParser(PresetsConfig presets, List<String> envelope) {
        this.presets = Presets.of(presets.presets(), presets.presetsOnly());
        this.envelope = List.copyOf(envelope);
    }

    /// Parses parameters whose names and values are percent-decoded.
    ///
    /// @return options in their normal form, see [Options#normalised]
    /// @throws dev.vignette.error.VignetteException `BAD_PARAMETER`, or `PRESETS_ONLY` where nothing but presets is
    ///     allowed
    public Options parse(List<Map.Entry<String, String>> parameters) {
        return build(presets.resolve(Given.of(parameters, envelope)));
    }

    /// Parses text such as `w=320&h=240`, in which nothing is percent-encoded: the form of presets and of
    /// [Options#canonical].
    public Options parse(String text) {
        return parse(Given.split(text));
    }

    static Options build(Given given) {
        requireAgreement(given);
        var turn = new Orientation(false, given.value(Parameters.ROTATION));
        return new Options(
                        given.value(Parameters.CROP),
                        optionalInt(given.value(Parameters.TRIM)),
                        turn.then(given.value(Parameters.FLIP)),
                        resize(given),
                        given.value(Parameters.BLUR),
                        given.value(Parameters.SHARPEN),
                        given.value(Parameters.BACKGROUND),
                        optionalInt(given.value(Parameters.PAGE)),
                        given.value(Parameters.ANIMATION),
                        output(given))
                .normalised();
    }

    private static void requireAgreement(Given given) {
        double dpr = given.value(Parameters.DPR);
        int longest = Math.max(given.value(Parameters.WIDTH), given.value(Parameters.HEIGHT));
        if (Math.round(longest * dpr) > Parameters.MAX_SIDE) {
            throw Parameters.DPR.refused("times " + longest + " is more than " + Parameters.MAX_SIDE + " pixels");
        }
        if (given.value(Parameters.PAGE).isPresent() && given.value(Parameters.ANIMATION) == Animation.KEEP) {
            throw Parameters.ANIMATION.refused("cannot be 'true' together with page, which shows one frame");
        }
    }

    /// The box in device pixels.
    private static Resize resize(Given given) {
        double dpr = given.value(Parameters.DPR);
        return new Resize(
                (int) Math.round(given.value(Parameters.WIDTH) * dpr),
                (int) Math.round(given.value(Parameters.HEIGHT) * dpr),
                given.value(Parameters.FIT),
                given.value(Parameters.GRAVITY),
                given.value(Parameters.ENLARGE));
    }

    private static Output output(Given given) {
        return new Output(
                given.value(Parameters.FORMAT),
                optionalInt(given.value(Parameters.QUALITY)),
                given.value(Parameters.METADATA),
                given.value(Parameters.PROFILE));
    }

    private static OptionalInt optionalInt(Optional<Integer> number) {
        return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }
}
