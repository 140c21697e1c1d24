package dev.vignette.jpeg;

import java.util.List;

/// The planes of any file as libjpeg-turbo decodes them, whatever its sampling, colours and scans: each component
/// goes through TurboJPEG as a grey file of its own.
final class ReferencePlanes {
    private ReferencePlanes() {}

    static List<Plane> of(byte[] jpeg, Scale scale) {
        return Components.split(jpeg).stream().map(grey -> plane(grey, scale)).toList();
    }

    private static Plane plane(byte[] grey, Scale scale) {
        try (var turbo = new TurboJpeg(grey, scale)) {
            turbo.decode().ifPresent(damage -> {
                throw new IllegalStateException(damage);
            });
            return turbo.planes().getFirst();
        }
    }
}
