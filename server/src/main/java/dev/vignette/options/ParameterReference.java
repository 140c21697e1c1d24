package dev.vignette.options;

import dev.vignette.error.ErrorCode;
import java.util.stream.Stream;

/// The reference page of the parameters, made from their table so that it cannot differ from it.
public final class ParameterReference {
    private static final String HEAD = """
            # Parameters

            `GET /thumb?url=…&w=320&h=240` answers with a thumbnail, `HEAD` with its headers alone. These parameters say what
            it looks like; `vignette thumb` has the same as options, `-w 320 --fit cover`. An unknown or repeated parameter, and
            a value that is not allowed, are errors (400) that name the parameter and what it may be.

            | Name | Allowed | Default | Meaning |
            |---|---|---|---|
            """;

    private static final String TAIL = """

            These say where the original is and how the answer is given:

            | Name | Allowed | Meaning |
            |---|---|---|
            | `url` | `http://…`, `https://…`, `local:path` | The original, percent-encoded. `local:` is a file below `VIGNETTE_SOURCE_ROOT`, when that is set. |
            | `s` | text that `vignette sign` makes | The signature over path and query; demanded once `VIGNETTE_URL_KEYS` is set. |
            | `exp` | seconds of Unix time | From then on the URL answers 410. |
            | `download` | a file name, or empty | Answers with `Content-Disposition: attachment`. |
            | `tag` | 1 to 64 of `A-Z a-z 0-9 . _ : / -` | What the answer can be purged by, answered as `Cache-Tag`; up to 16, repeated or separated by commas. |

            `GET /info?url=…` answers with what is known of an image, as JSON: format, dimensions, frames, colours, BlurHash,
            ThumbHash, EXIF, XMP, IPTC. It takes `url`, `s`, `exp`, and `gps=true` to tell where a picture was taken.

            ## Errors

            An error is answered as `application/problem+json` (RFC 9457), never to be kept. Besides `title`, `status` and `detail`
            it has a `code` that stays the same, of a parameter at fault its name as `parameter` and what it may be as `allowed`,
            and the `requestId`. 429 and 503 say in `Retry-After` when it is worth another try.

            | Status | Code | Meaning |
            |---|---|---|
            """;

    private static final String END = """

            This page is made from the code: `./test --update-docs` writes it.
            """;

    private ParameterReference() {}

    /// @return the page in Markdown
    public static String markdown() {
        var page = new StringBuilder(HEAD);
        Parameters.all().forEach(parameter -> page.append(row(parameter)));
        page.append(TAIL);
        Stream.of(ErrorCode.values())
                .filter(code -> code != ErrorCode.CLIENT_GONE) // nobody is there to be told
                .map(ParameterReference::row)
                .forEach(page::append);
        return page.append(END).toString();
    }

    private static String row(ErrorCode code) {
        return "| " + code.status() + " | `" + code.code() + "` | " + code.title() + ". |\n";
    }

    private static String row(Parameter<?> parameter) {
        String initial = parameter.defaultText().isEmpty() ? "none" : "`" + parameter.defaultText() + "`";
        return "| `" + parameter.name() + "` | " + String.join(", ", parameter.allowed()) + " | " + initial + " | "
                + parameter.doc() + " |\n";
    }
}
