package dev.vignette.options;

import dev.vignette.image.Orientation;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Options as text, in one way only: normalised, defaults left out, parameters sorted by name.
final class CanonicalText {
    private final TreeMap<String, String> texts = new TreeMap<>();

    private CanonicalText() {}

    static String of(Options options) {
        var text = new CanonicalText();
        text.addAll(options.normalised());
        return text.joined();
    }

    private void addAll(Options options) {
        add(Parameters.CROP, options.crop());
        add(Parameters.TRIM, boxed(options.trim()));
        addOrientation(options);
        add(Parameters.WIDTH, options.resize().width());
        add(Parameters.HEIGHT, options.resize().height());
        add(Parameters.FIT, options.resize().fit());
        add(Parameters.GRAVITY, options.resize().gravity());
        add(Parameters.ENLARGE, options.resize().enlarge());
        add(Parameters.BLUR, options.blur());
        add(Parameters.SHARPEN, options.sharpen());
        add(Parameters.BACKGROUND, options.background());
        add(Parameters.PAGE, boxed(options.page()));
        add(Parameters.ANIMATION, options.animation());
        add(Parameters.FORMAT, options.output().format());
        add(Parameters.QUALITY, boxed(options.output().quality()));
        add(Parameters.METADATA, options.output().metadata());
        add(Parameters.PROFILE, options.output().keepProfile());
    }

    /// An orientation mirrors before it turns, the parameters turn before they mirror: so a mirrored one turns the
    /// other way here.
    private void addOrientation(Options options) {
        boolean mirrored = options.orientation().mirrored();
        int turns = options.orientation().quarterTurns();
        add(Parameters.ROTATION, mirrored ? Math.floorMod(-turns, 4) : turns);
        add(Parameters.FLIP, mirrored ? new Orientation(true, 0) : Orientation.UPRIGHT);
    }

    private <T> void add(Parameter<T> parameter, T value) {
        if (!value.equals(parameter.fallback())) {
            texts.put(parameter.name(), parameter.write(value));
        }
    }

    private String joined() {
        var text = new StringBuilder();
        texts.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(value));
        return text.toString();
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }
}
