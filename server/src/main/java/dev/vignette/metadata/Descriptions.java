package dev.vignette.metadata;

import com.drew.metadata.Tag;
import java.util.List;

/// The values of tags in words.
final class Descriptions {
    private static final int LONGEST = 1_000;

    private Descriptions() {}

    /// Empty when the tag has none.
    static String of(Tag tag, List<String> warnings) {
        try {
            String description = tag.getDescription();
            return description == null ? "" : printable(description);
        } catch (RuntimeException e) {
            // The library's descriptors look into values of any type and length as if they were well-formed; which
            // unchecked exception a malformed one ends in is up to each of its few thousand tags.
            warnings.add(tag.getDirectoryName() + ": " + tag.getTagName() + " cannot be described");
            return "";
        }
    }

    /// One line of readable characters.
    static String printable(String text) {
        String line = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return line.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
