package dev.vignette.delivery;

import dev.vignette.error.VignetteException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The parameter `tag`: what the answer can be removed by from this server's caches and from those on the way.
final class RequestTags {
    static final String NAME = "tag";

    private static final int MOST = 16;
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9._:/-]{1,64}");

    private RequestTags() {}

    /// @param parameters in which `tag` is given any number of times, each time with one or more tags
    /// @return each tag once, in their order
    static List<String> of(List<Map.Entry<String, String>> parameters) {
        List<String> tags = parameters.stream()
                .filter(parameter -> parameter.getKey().equals(NAME))
                .flatMap(parameter -> Arrays.stream(parameter.getValue().split(",", -1)))
                .distinct()
                .toList();
        if (tags.size() > MOST) {
            throw VignetteException.badParameter(NAME, "There are too many tags", List.of("at most " + MOST));
        }
        tags.forEach(RequestTags::requireTag);
        return tags;
    }

    /// @throws VignetteException `BAD_PARAMETER` when it cannot be a tag
    static String requireTag(String tag) {
        if (!TAG.matcher(tag).matches()) {
            throw VignetteException.badParameter(
                    NAME, "This is not a tag", List.of("1 to 64 of the characters A-Z a-z 0-9 . _ : / -"));
        }
        return tag;
    }
}
