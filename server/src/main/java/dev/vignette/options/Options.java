package dev.vignette.options;

import dev.vignette.image.Orientation;
import java.util.Optional;
import java.util.OptionalInt;

/// All that is asked of a rendition. Two requests for the same picture have equal options, however they were spelt.
///
/// @param crop cut out of the original first
/// @param trim the colour distance (1–255) below which an even border is cut off
/// @param orientation turns and mirrors, after the original was laid upright
/// @param resize the box and how it is filled
/// @param blur sigma of a Gaussian, in pixels of the result; 0 is none
/// @param sharpen sigma of an unsharp mask, in pixels of the result; 0 is none
/// @param background what shows through transparency and around a letterbox; empty keeps transparency where it can
/// @param page the page or frame to show, from 0; empty is the first, or all of an animation
/// @param animation what becomes of an animation
/// @param output how it is written
public record Options(
        Optional<Crop> crop,
        OptionalInt trim,
        Orientation orientation,
        Resize resize,
        double blur,
        double sharpen,
        Optional<Color> background,
        OptionalInt page,
        Animation animation,
        Output output) {
    public static final Options NONE = new Options(
            Optional.empty(),
            OptionalInt.empty(),
            Orientation.UPRIGHT,
            Resize.NONE,
            0,
            0,
            Optional.empty(),
            OptionalInt.empty(),
            Animation.AUTO,
            Output.AUTO);

    public Options {
        Bounds.require("trim", trim, 1, 255);
        Bounds.requireSigma("blur", blur, 100);
        Bounds.requireSigma("sharpen", sharpen, 10);
        Bounds.require("page", page, 0, Parameters.MAX_PAGE);
    }

    /// The same picture in the one way to ask for it, with nothing set that has no effect.
    public Options normalised() {
        return new Options(
                crop,
                trim,
                orientation,
                resize.normalised(),
                Decimals.round(blur, 2),
                Decimals.round(sharpen, 2),
                background,
                page,
                page.isPresent() ? Animation.AUTO : animation,
                output);
    }

    /// The same in another box.
    public Options with(Resize other) {
        return new Options(crop, trim, orientation, other, blur, sharpen, background, page, animation, output);
    }

    /// The same with another fate for an animation.
    public Options with(Animation other) {
        return new Options(crop, trim, orientation, resize, blur, sharpen, background, page, other, output);
    }

    /// The same, written in another way.
    public Options with(Output other) {
        return new Options(crop, trim, orientation, resize, blur, sharpen, background, page, animation, other);
    }

    /// These options as text, as in `fit=cover&h=240&w=320`; no options are the empty text. Two options have the same
    /// text exactly when they are equal once normalised, so it is the key of the caches. [OptionsParser] reads it.
    public String canonical() {
        return CanonicalText.of(this);
    }
}
