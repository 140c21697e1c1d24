package dev.vignette.work;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.storage.S3Objects;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// Where jobs may import from.
record ImportPlaces(List<String> places) {
    /// @param from a folder, or an `s3:` URL
    /// @throws VignetteException `FORBIDDEN` when it is not within one of the places, or there are none
    void require(String from) {
        if (places.isEmpty()) {
            throw new VignetteException(
                    ErrorCode.FORBIDDEN,
                    "Jobs of this server import nothing: VIGNETTE_JOBS_IMPORT_FROM names no place");
        }
        if (places.stream().noneMatch(place -> isWithin(from, place))) {
            throw new VignetteException(ErrorCode.FORBIDDEN, "Jobs of this server may not import from there");
        }
    }

    private static boolean isWithin(String from, String place) {
        if (S3Objects.isUrl(from) || S3Objects.isUrl(place)) {
            return from.equals(place) || from.startsWith(place.endsWith("/") ? place : place + "/");
        }
        try {
            return Path.of(from).toRealPath().startsWith(Path.of(place).toRealPath());
        } catch (IOException | InvalidPathException e) {
            return false; // what is not there is in no place
        }
    }
}
