package dev.vignette.contract;

import dev.vignette.error.VignetteException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parameters of a request, as its operation has read them.
public record Given(Map<String, List<Object>> values) {
    public Optional<String> text(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .map(Object::toString)
                .findFirst();
    }

    public List<String> texts(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .map(Object::toString)
                .toList();
    }

    public Optional<Long> number(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .map(Long.class::cast)
                .findFirst();
    }

    public boolean on(String name) {
        return values.getOrDefault(name, List.of()).contains(true);
    }

    /// @throws VignetteException `BAD_PARAMETER` when it is no date and time with an offset
    public Optional<Instant> time(String name) {
        return text(name).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException e) {
                throw VignetteException.badParameter(
                        name, name + " is no time", List.of("as in 2026-01-31T08:00:00Z (RFC 3339)"));
            }
        });
    }
}
