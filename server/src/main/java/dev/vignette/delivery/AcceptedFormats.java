package dev.vignette.delivery;

import dev.vignette.image.Format;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which of the formats that not every client knows a client accepts: all of an `Accept` header that matters, so that
/// the thousands of its spellings come down to four.
record AcceptedFormats(Set<Format> formats) {
    static final Set<Format> NEGOTIATED = EnumSet.of(Format.AVIF, Format.WEBP);

    AcceptedFormats {
        formats = Set.copyOf(formats);
    }

    /// Only formats named outright count: `*/*` and `image/*` are sent by clients that know neither.
    static AcceptedFormats of(Optional<String> accept) {
        var formats = EnumSet.noneOf(Format.class);
        for (String range : accept.orElse("").toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = range.split(";", -1);
            for (Format format : NEGOTIATED) {
                if (parts[0].strip().equals(format.mediaType()) && !refused(parts)) {
                    formats.add(format);
                }
            }
        }
        return new AcceptedFormats(formats);
    }

    /// A quality of zero means "not this one" (RFC 9110, section 12.4.2).
    private static boolean refused(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].strip().matches("q\\s*=\\s*0(\\.0{0,3})?")) {
                return true;
            }
        }
        return false;
    }

    /// As it stands in a cache key.
    String text() {
        return formats.stream().map(Format::parameter).sorted().collect(Collectors.joining("+"));
    }
}
