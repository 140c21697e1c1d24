package dev.vignette.options;

import static java.util.Map.entry;

import dev.vignette.image.Format;
import dev.vignette.image.Orientation;
import java.util.List;
import java.util.Optional;

/// The table of all parameters that make up the options of a rendition.
public final class Parameters {
    /// The longest side that can be asked for, in CSS pixels as in device pixels.
    static final int MAX_SIDE = 16_384;

    static final int MAX_PAGE = 99_999;
    static final double MIN_SIGMA = 0.3;

    static final Parameter<Integer> WIDTH = new Parameter<>(
            "w", "width", Syntax.whole(0, MAX_SIDE), 0, "Width of the box in CSS pixels; 0 keeps the ratio.");
    static final Parameter<Integer> HEIGHT = new Parameter<>(
            "h", "height", Syntax.whole(0, MAX_SIDE), 0, "Height of the box in CSS pixels; 0 keeps the ratio.");
    static final Parameter<Fit> FIT = new Parameter<>(
            "fit",
            "fit",
            Syntax.oneOf(Fit.class),
            Fit.INSIDE,
            "How the picture is fitted to the box: inside it; around it; cut to it; letterboxed; or stretched. "
                    + "With only one side given all are the same as inside.");
    static final Parameter<Gravity> GRAVITY = new Parameter<>(
            "g",
            "gravity",
            GravitySyntax.GRAVITY,
            Compass.CENTER,
            "What stays when fit=cover cuts, and where the picture stands when fit=contain letterboxes it.");
    static final Parameter<Optional<Integer>> QUALITY = new Parameter<>(
            "q",
            "quality",
            Syntax.whole(1, 100).optional(),
            Optional.empty(),
            "Quality of the encoder; absent is the format's default.");
    static final Parameter<Optional<Format>> FORMAT = new Parameter<>(
            "f",
            "format",
            Syntax.oneOf(List.of(
                    entry("auto", Optional.empty()),
                    entry("jpeg", Optional.of(Format.JPEG)),
                    entry("webp", Optional.of(Format.WEBP)),
                    entry("avif", Optional.of(Format.AVIF)),
                    entry("png", Optional.of(Format.PNG)),
                    entry("gif", Optional.of(Format.GIF)),
                    entry("jpg", Optional.of(Format.JPEG)))),
            Optional.empty(),
            "Output format; auto takes the best that the client accepts.");
    static final Parameter<Double> DPR = new Parameter<>(
            "dpr",
            "pixel-ratio",
            Syntax.decimal(0.5, 5),
            1.0,
            "Device pixels a CSS pixel; w and h are multiplied by it.");
    static final Parameter<Optional<Color>> BACKGROUND = new Parameter<>(
            "bg",
            "background",
            ColorSyntax.HEX.optional(),
            Optional.empty(),
            "Colour behind transparency and around a letterbox; absent keeps transparency where the format can.");
    static final Parameter<Double> BLUR = new Parameter<>(
            "blur", "blur", sigma(100), 0.0, "Sigma of a Gaussian blur in pixels of the result; 0 is none.");
    static final Parameter<Double> SHARPEN = new Parameter<>(
            "sharpen", "sharpen", sigma(10), 0.0, "Sigma of an unsharp mask in pixels of the result; 0 is none.");
    static final Parameter<Integer> ROTATION = new Parameter<>(
            "rot",
            "rotate",
            Syntax.oneOf(List.of(entry("0", 0), entry("90", 1), entry("180", 2), entry("270", 3))),
            0,
            "Clockwise turn in degrees, after the picture was laid upright.");
    static final Parameter<Orientation> FLIP = new Parameter<>(
            "flip",
            "flip",
            Syntax.oneOf(List.of(
                    entry("h", new Orientation(true, 0)),
                    entry("v", new Orientation(true, 2)),
                    entry("hv", new Orientation(false, 2)))),
            Orientation.UPRIGHT,
            "Mirrors from left to right, from top to bottom or both, after the turn.");
    static final Parameter<Boolean> ENLARGE = new Parameter<>(
            "enlarge",
            "enlarge",
            Syntax.oneOf(List.of(entry("true", true), entry("false", false), entry("1", true), entry("0", false))),
            false,
            "Whether a picture smaller than the box grows.");
    static final Parameter<Optional<Integer>> TRIM = new Parameter<>(
            "trim",
            "trim",
            Syntax.oneOf(List.of(entry("true", Optional.of(10)), entry("false", Optional.<Integer>empty())))
                    .or(Optional::isEmpty, Syntax.whole(1, 255).optional()),
            Optional.empty(),
            "Cuts off an even border; the number is the colour distance that still counts as even, true is 10.");
    static final Parameter<Optional<Crop>> CROP = new Parameter<>(
            "crop",
            "crop",
            CropSyntax.CROP.optional(),
            Optional.empty(),
            "Rectangle to cut out first, in pixels of the upright original.");
    static final Parameter<Optional<Integer>> PAGE = new Parameter<>(
            "page",
            "page",
            Syntax.whole(0, MAX_PAGE).optional(),
            Optional.empty(),
            "Page or frame to show, counted from 0; the result stands still.");
    static final Parameter<Animation> ANIMATION = new Parameter<>(
            "anim",
            "animation",
            Syntax.oneOf(List.of(
                    entry("auto", Animation.AUTO), entry("true", Animation.KEEP), entry("false", Animation.STILL))),
            Animation.AUTO,
            "Whether an animation moves: when the format can, always, or never.");
    static final Parameter<Keep> METADATA = new Parameter<>(
            "meta", "metadata", Syntax.oneOf(Keep.class), Keep.NONE, "How much of the original's metadata is kept.");
    static final Parameter<Boolean> PROFILE = new Parameter<>(
            "icc",
            "profile",
            Syntax.oneOf(List.of(entry("srgb", false), entry("keep", true))),
            false,
            "Colours: converted to sRGB, or a wide-gamut profile kept where the format can carry it.");
    static final Parameter<List<String>> PRESET = new Parameter<>(
            "preset",
            "preset",
            PresetSyntax.NAMES,
            List.of(),
            "Named sets of options from the configuration; a later one wins over an earlier, the URL over all.");

    private static final List<Parameter<?>> ALL = List.of(
            WIDTH,
            HEIGHT,
            FIT,
            GRAVITY,
            QUALITY,
            FORMAT,
            DPR,
            BACKGROUND,
            BLUR,
            SHARPEN,
            ROTATION,
            FLIP,
            ENLARGE,
            TRIM,
            CROP,
            PAGE,
            ANIMATION,
            METADATA,
            PROFILE,
            PRESET);

    private Parameters() {}

    /// All of them, in the order of the reference page.
    public static List<Parameter<?>> all() {
        return ALL;
    }

    private static Syntax<Double> sigma(double max) {
        return Syntax.decimal(0, 0).or(value -> value == 0, Syntax.decimal(MIN_SIGMA, max));
    }
}
