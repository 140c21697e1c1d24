package dev.vignette.library;

import dev.vignette.error.VignetteException;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What people say of an image.
///
/// @param tags sorted, each once
/// @param teams it is shared with; sorted, each once
/// @param attributes whatever programs note, by name
record Details(
        String title, String description, List<String> tags, List<String> teams, Map<String, String> attributes) {
    static final Details NONE = new Details("", "", List.of(), List.of(), Map.of());

    static final int LONGEST_TITLE = 200;
    static final int LONGEST_DESCRIPTION = 5_000;
    static final int MOST_TAGS = 32;
    static final int MOST_TEAMS = 16;
    static final int MOST_ATTRIBUTES = 32;
    static final int LONGEST_ATTRIBUTE = 1_000;

    /// No blank, no comma, no control characters.
    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}\\s,]{1,64}");

    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /// @throws VignetteException `BAD_PARAMETER` with the field that is not as it must be
    Details {
        title = text("title", title, LONGEST_TITLE, false);
        description = text("description", description, LONGEST_DESCRIPTION, true);
        tags = names("tags", tags, MOST_TAGS);
        teams = names("teams", teams, MOST_TEAMS);
        attributes = attributes(attributes);
    }

    /// The name of a file as a title can be: a file may be called anything.
    static String titleOf(String file) {
        int[] points = normal(file)
                .codePoints()
                .filter(point -> Character.isDefined(point) && !unwanted(point, false))
                .limit(LONGEST_TITLE)
                .toArray();
        return new String(points, 0, points.length);
    }

    /// A text as it is kept: letters that can be written in several ways are written in one.
    static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static String text(String field, String value, int longest, boolean lines) {
        String text = normal(value);
        if (text.codePointCount(0, text.length()) > longest
                || text.codePoints().anyMatch(point -> unwanted(point, lines))) {
            throw VignetteException.badParameter(
                    field,
                    field + " is too long, or has characters that are none",
                    List.of("at most " + longest + " characters, none of them control characters"));
        }
        return text;
    }

    /// Control characters and half surrogates: no database keeps all of these.
    private static boolean unwanted(int point, boolean lines) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> !(lines && (point == '\n' || point == '\r' || point == '\t'));
            case Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static List<String> names(String field, Collection<String> values, int most) {
        List<String> names =
                values.stream().map(Details::normal).distinct().sorted().toList();
        if (names.size() > most || names.stream().anyMatch(name -> !isName(name))) {
            throw VignetteException.badParameter(
                    field,
                    field + " has too many names, or one that is none",
                    List.of("at most " + most + ", each of 1 to 64 characters without blanks and commas"));
        }
        return names;
    }

    private static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private static Map<String, String> attributes(Map<String, String> values) {
        var attributes = new TreeMap<String, String>();
        values.forEach((name, value) -> {
            if (!ATTRIBUTE.matcher(name).matches()) {
                throw VignetteException.badParameter(
                        "attributes", "This is no name of an attribute", List.of("1 to 64 of A-Z a-z 0-9 . _ -"));
            }
            attributes.put(name, text("attributes", value, LONGEST_ATTRIBUTE, true));
        });
        if (attributes.size() > MOST_ATTRIBUTES) {
            throw VignetteException.badParameter(
                    "attributes", "There are too many attributes", List.of("at most " + MOST_ATTRIBUTES));
        }
        return Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
}
