package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One part of a `multipart/form-data` body.
///
/// @param name that of the form's field
/// @param filename what the client calls the file, when it is one: a name to show, never a path to write to
/// @param mediaType what the client says it is
/// @param content to be read before the next part is asked for
public record Part(String name, Optional<String> filename, Optional<String> mediaType, InputStream content) {
    private static final int LONGEST_FIELD = 64 << 10;

    /// The value of a field that is no file.
    ///
    /// @throws VignetteException `BODY_TOO_LARGE` when it is longer than 64 KiB
    public String text() {
        try {
            byte[] bytes = content.readNBytes(LONGEST_FIELD + 1);
            if (bytes.length > LONGEST_FIELD) {
                throw new VignetteException(
                        ErrorCode.BODY_TOO_LARGE, "A field may have at most " + LONGEST_FIELD + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Multipart.broken(e);
        }
    }
}
