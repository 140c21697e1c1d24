package dev.vignette.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Gravity as text: `n`, `north`, `smart`, `fp:0.25:0.75`.
final class GravitySyntax {
    static final Syntax<Gravity> GRAVITY =
            Syntax.oneOf(names()).or(gravity -> !(gravity instanceof FocalPoint), focalPoint());

    private GravitySyntax() {}

    private static List<Map.Entry<String, Gravity>> names() {
        var names = new ArrayList<Map.Entry<String, Gravity>>();
        for (var compass : Compass.values()) {
            names.add(Map.entry(shortName(compass), compass));
        }
        for (var interest : Interest.values()) {
            names.add(Map.entry(interest.name().toLowerCase(Locale.ROOT), interest));
        }
        for (var compass : Compass.values()) {
            names.add(Map.entry(compass.name().toLowerCase(Locale.ROOT), compass));
        }
        return names;
    }

    private static String shortName(Compass compass) {
        return switch (compass) {
            case CENTER -> "center";
            case NORTH -> "n";
            case NORTHEAST -> "ne";
            case EAST -> "e";
            case SOUTHEAST -> "se";
            case SOUTH -> "s";
            case SOUTHWEST -> "sw";
            case WEST -> "w";
            case NORTHWEST -> "nw";
        };
    }

    private static Syntax<Gravity> focalPoint() {
        return new Syntax<>(
                List.of("fp:x:y with x and y from 0 to 1"), GravitySyntax::readFocalPoint, gravity -> switch (gravity) {
                    case FocalPoint(double x, double y) -> "fp:" + Decimals.write(x) + ":" + Decimals.write(y);
                    case Compass _, Interest _ -> "";
                });
    }

    private static Optional<Gravity> readFocalPoint(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3 || !parts[0].equals("fp")) {
            return Optional.empty();
        }
        return share(parts[1]).flatMap(x -> share(parts[2]).map(y -> new FocalPoint(x, y)));
    }

    private static Optional<Double> share(String text) {
        return Decimals.read(text).filter(number -> number <= 1);
    }
}
