package dev.vignette.delivery;

import dev.vignette.auth.UrlSignature;
import dev.vignette.error.VignetteException;
import dev.vignette.http.QueryString;
import dev.vignette.source.SourceUrl;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parameters of a request that are not about the picture: where the original is, until when the link is good,
/// how the answer is to be saved, and what it can be removed by.
///
/// @param source where the original is
/// @param expires when the link ends
/// @param download the file name to save the answer under; empty text leaves it to the client
/// @param tags what the answer can be removed by from caches
/// @param rest the other parameters, in their order
record Envelope(
        SourceUrl source,
        Optional<Instant> expires,
        Optional<String> download,
        List<String> tags,
        List<Map.Entry<String, String>> rest) {
    /// The names of these parameters.
    static final List<String> NAMES =
            List.of("url", UrlSignature.SIGNATURE, UrlSignature.EXPIRY, "download", RequestTags.NAME);

    static final String DOWNLOAD = "download";

    private static final int LONGEST_NAME = 200;

    /// @param parameters whose signature and expiry have been verified
    static Envelope open(List<Map.Entry<String, String>> parameters) {
        Optional<String> url = QueryString.single("url", parameters);
        if (url.isEmpty()) {
            throw VignetteException.badParameter(
                    "url", "The parameter url is missing", List.of("an http or https URL", "local:path"));
        }
        return new Envelope(
                SourceUrl.parse(url.get()),
                QueryString.single(UrlSignature.EXPIRY, parameters)
                        .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds))),
                QueryString.single(DOWNLOAD, parameters).map(Envelope::fileName),
                RequestTags.of(parameters),
                without(NAMES, parameters));
    }

    /// That of a picture which is not asked for by a URL: of these parameters it has [#DOWNLOAD] alone.
    static Envelope of(SourceUrl source, List<Map.Entry<String, String>> parameters) {
        return new Envelope(
                source,
                Optional.empty(),
                QueryString.single(DOWNLOAD, parameters).map(Envelope::fileName),
                List.of(),
                without(List.of(DOWNLOAD), parameters));
    }

    private static List<Map.Entry<String, String>> without(
            List<String> names, List<Map.Entry<String, String>> parameters) {
        var rest = new ArrayList<>(parameters);
        rest.removeIf(parameter -> names.contains(parameter.getKey()));
        return rest;
    }

    private static String fileName(String name) {
        if (name.length() > LONGEST_NAME || name.codePoints().anyMatch(Envelope::misleading)) {
            throw VignetteException.badParameter(
                    "download",
                    "This is not a file name",
                    List.of("at most " + LONGEST_NAME + " characters, no slashes or control characters"));
        }
        return name;
    }

    /// What no file name has, or what shows one name and means another: separators, control characters, and the marks
    /// that turn the direction of writing.
    private static boolean misleading(int point) {
        return switch (Character.getDirectionality(point)) {
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                    Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE -> true;
            default -> point == '/' || point == '\\' || Character.isISOControl(point);
        };
    }
}
