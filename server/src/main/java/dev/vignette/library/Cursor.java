package dev.vignette.library;

import dev.vignette.auth.ShareLink;
import dev.vignette.error.VignetteException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the last page of a list ended. It holds for the very list that it came from, which is checked by a
/// short hash of its filters. It gives no rights: the next page is filtered as any other.
///
/// @param value of the sorted column of the last image, or when the last link was made
/// @param id of the last image or link
/// @param list what it is a place in
record Cursor(long value, String id, int list) {
    private static final Pattern SHAPE = Pattern.compile("1 (-?\\d{1,18}) ([\\w-]{22,36}) (-?\\d{1,10})");

    /// After this link, newest first.
    static Cursor after(ShareLink last, int list) {
        return new Cursor(last.created().toEpochMilli(), last.id(), list);
    }

    /// After this image.
    static Cursor after(StoredImage last, Sort sort, int list) {
        return new Cursor(sort.value(last), last.id().text(), list);
    }

    /// For a URL.
    String text() {
        String plain = "1 " + value + ' ' + id + ' ' + list;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /// @throws VignetteException `BAD_PARAMETER` when it is no cursor, or that of another list
    static Cursor parse(String text, int list) {
        Matcher matcher = SHAPE.matcher(decoded(text));
        if (!matcher.matches()) {
            throw refused("This is not a cursor");
        }
        long hash = Long.parseLong(matcher.group(3));
        if (hash != list) {
            throw refused("The cursor is that of another list: filters and order must stay the same");
        }
        return new Cursor(Long.parseLong(matcher.group(1)), matcher.group(2), list);
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw refused("This is not a cursor");
        }
    }

    private static VignetteException refused(String detail) {
        return VignetteException.badParameter("cursor", detail, List.of("the value of next in the page before"));
    }
}
