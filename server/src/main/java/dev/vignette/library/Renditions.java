package dev.vignette.library;

import dev.vignette.options.Options;
import dev.vignette.probe.ImageLimits;
import dev.vignette.source.Keeper;
import dev.vignette.source.Original;
import dev.vignette.source.Originals;
import dev.vignette.transform.Input;
import dev.vignette.transform.Transformer;
import java.util.Set;

/// Converts images on their arrival, on the same codec threads as everything else.
record Renditions(Originals originals, ImageLimits limits, Transformer transformer) implements Converter {
    @Override
    public byte[] convert(Keeper.Kept file, Options options) {
        return transformer.admit(() -> {
            try (Original original = originals.open(file)) {
                Input input = Input.probe(original);
                limits.check(input.header());
                return transformer.transform(input, options, Set.of()).image().bytes();
            }
        });
    }
}
