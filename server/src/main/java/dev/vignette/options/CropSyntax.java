package dev.vignette.options;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A rectangle as text: `x,y,w,h`.
final class CropSyntax {
    static final Syntax<Crop> CROP =
            new Syntax<>(List.of("x,y,w,h in whole pixels, w and h at least 1"), CropSyntax::read, CropSyntax::write);

    private CropSyntax() {}

    private static Optional<Crop> read(String text) {
        List<Integer> numbers = Arrays.stream(text.split(",", -1))
                .limit(5)
                .flatMap(part -> Syntax.wholeNumber(part).stream())
                .toList();
        if (numbers.size() != 4 || text.chars().filter(c -> c == ',').count() != 3) {
            return Optional.empty();
        }
        int width = numbers.get(2);
        int height = numbers.get(3);
        return width == 0 || height == 0
                ? Optional.empty()
                : Optional.of(new Crop(numbers.get(0), numbers.get(1), width, height));
    }

    private static String write(Crop crop) {
        return crop.x() + "," + crop.y() + "," + crop.width() + "," + crop.height();
    }
}
