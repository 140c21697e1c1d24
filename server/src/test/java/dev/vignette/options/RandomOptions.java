package dev.vignette.options;

import dev.vignette.image.Format;
import dev.vignette.image.Orientation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Supplier;

/// Options with every component at random, the default half of the time.
final class RandomOptions {
    private static final List<Format> WRITTEN = List.of(Format.JPEG, Format.PNG, Format.WEBP, Format.AVIF, Format.GIF);

    private final Random random;

    private RandomOptions(Random random) {
        this.random = random;
    }

    static Options next(Random random) {
        return new RandomOptions(random).options();
    }

    private Options options() {
        return new Options(
                maybe(() -> new Crop(
                        random.nextInt(1000),
                        random.nextInt(1000),
                        1 + random.nextInt(1000),
                        1 + random.nextInt(1000))),
                maybeInt(1, 255),
                new Orientation(random.nextBoolean(), random.nextInt(4)),
                resize(),
                random.nextBoolean() ? 0 : random.nextDouble(0.3, 100),
                random.nextBoolean() ? 0 : random.nextDouble(0.3, 10),
                maybe(() -> new Color(
                        random.nextInt(256),
                        random.nextInt(256),
                        random.nextInt(256),
                        random.nextBoolean() ? 255 : random.nextInt(256))),
                maybeInt(0, 99_999),
                one(Animation.values()),
                new Output(
                        maybe(() -> WRITTEN.get(random.nextInt(WRITTEN.size()))),
                        maybeInt(1, 100),
                        one(Keep.values()),
                        random.nextBoolean()));
    }

    private Resize resize() {
        return new Resize(
                random.nextBoolean() ? 0 : random.nextInt(16_385),
                random.nextBoolean() ? 0 : random.nextInt(16_385),
                one(Fit.values()),
                gravity(),
                random.nextBoolean());
    }

    private Gravity gravity() {
        return switch (random.nextInt(3)) {
            case 0 -> one(Compass.values());
            case 1 -> one(Interest.values());
            default -> new FocalPoint(random.nextDouble(), random.nextDouble());
        };
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(value.get());
    }

    private OptionalInt maybeInt(int min, int max) {
        return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(min, max + 1));
    }

    private <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
