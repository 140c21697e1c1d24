package dev.vignette.library;

import dev.vignette.error.VignetteException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The `Upload-Metadata` field of tus: names with values in Base64, parted by commas.
record TusMetadata(Map<String, String> values) {
    private static final String FIELD = "Upload-Metadata";
    private static final int LONGEST = 16 << 10;

    TusMetadata {
        values = Map.copyOf(values);
    }

    /// @throws VignetteException `BAD_PARAMETER`
    static TusMetadata parse(String field) {
        if (field.length() > LONGEST) {
            throw bad("is longer than " + LONGEST + " characters");
        }
        var values = new LinkedHashMap<String, String>();
        for (String pair : field.split(",", -1)) {
            String stripped = pair.strip();
            if (stripped.isEmpty() && values.isEmpty() && field.isBlank()) {
                continue;
            }
            String[] parts = stripped.split(" +", -1);
            if (parts.length > 2 || parts[0].isEmpty()) {
                throw bad("is not pairs of a name and a value in Base64");
            }
            if (values.put(parts[0], parts.length == 1 ? "" : decoded(parts[1])) != null) {
                throw bad("names " + shown(parts[0]) + " twice");
            }
        }
        return new TusMetadata(values);
    }

    private static String decoded(String base64) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw bad("has a value that is not UTF-8 in Base64");
        }
    }

    private static String shown(String name) {
        return name.substring(0, Math.min(name.length(), 40));
    }

    private static VignetteException bad(String what) {
        return VignetteException.badParameter(FIELD, FIELD + ' ' + what, List.of("name base64,name base64"));
    }

    /// What is said of the image: `title`, or else `filename` as far as it can be one; `description`; `tags` and
    /// `teams`, parted by commas.
    ///
    /// @throws VignetteException `BAD_PARAMETER`
    Details details() {
        String title = Optional.ofNullable(values.get("title"))
                .orElseGet(() -> Details.titleOf(values.getOrDefault("filename", "")));
        return new Details(title, values.getOrDefault("description", ""), list("tags"), list("teams"), Map.of());
    }

    /// Of which presets renditions are to be made of the image: their names, parted by commas.
    List<String> renditions() {
        return list("renditions").stream().distinct().toList();
    }

    private List<String> list(String name) {
        return Arrays.stream(values.getOrDefault(name, "").split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }
}
