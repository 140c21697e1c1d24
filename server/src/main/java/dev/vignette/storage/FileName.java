package dev.vignette.storage;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The name of a file in a cache. Its first part is common to all files that are removed together, so that these are
/// found by name.
///
/// @param text two hashes, 32 hexadecimal digits each, with a hyphen between them
public record FileName(String text) {
    private static final int DIGITS = 32;
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{" + DIGITS + "}-[0-9a-f]{" + DIGITS + "}");

    /// @throws IllegalArgumentException when it is no such name
    public FileName {
        if (!isName(text)) {
            throw new IllegalArgumentException(text + " is not the name of a cached file");
        }
    }

    /// @param group what the file is removed by, as in the URL of its source
    /// @param key what it is found by
    public static FileName of(String group, String key) {
        return new FileName(hash(group) + '-' + hash(key));
    }

    static boolean isName(String text) {
        return SHAPE.matcher(text).matches();
    }

    /// Whether it was made for this group.
    public boolean isOf(String group) {
        return text.startsWith(hash(group));
    }

    /// Tells the names that were made for a group; for asking many of them.
    public static Predicate<FileName> ofGroup(String group) {
        String first = hash(group);
        return name -> name.text.startsWith(first);
    }

    private static String hash(String text) {
        byte[] digest = Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, DIGITS / 2);
    }
}
