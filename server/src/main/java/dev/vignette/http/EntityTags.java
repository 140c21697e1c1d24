package dev.vignette.http;

/// Lists of entity tags as they are sent (RFC 9110, section 8.8.3).
final class EntityTags {
    private EntityTags() {}

    /// Whether the value of `If-Match` names the tag: neither may be weak then.
    static boolean matchesStrongly(String field, String etag) {
        return !isWeak(etag) && (isAny(field) || names(field, etag, true));
    }

    /// Whether the value of `If-None-Match` names the tag, weak or not.
    static boolean matchesWeakly(String field, String etag) {
        return isAny(field) || names(field, isWeak(etag) ? etag.substring(2) : etag, false);
    }

    private static boolean isWeak(String etag) {
        return etag.startsWith("W/");
    }

    private static boolean isAny(String field) {
        return field.strip().equals("*");
    }

    /// What is no tag is passed over, up to the next comma.
    ///
    /// @param opaque what the tag is in its quotes, with them
    private static boolean names(String field, String opaque, boolean strongly) {
        int at = 0;
        while (at < field.length()) {
            at = start(field, at);
            boolean weak = field.startsWith("W/", at);
            int open = weak ? at + 2 : at;
            int close = open < field.length() && field.charAt(open) == '"' ? field.indexOf('"', open + 1) : -1;
            int end = end(field, Math.max(open, close + 1));
            boolean whole = close > 0 && field.substring(close + 1, end).isBlank();
            if (whole && !(weak && strongly) && close + 1 - open == opaque.length() && field.startsWith(opaque, open)) {
                return true;
            }
            at = end + 1;
        }
        return false;
    }

    /// Where the next element begins.
    private static int start(String field, int from) {
        int at = from;
        while (at < field.length() && (field.charAt(at) == ' ' || field.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /// The next comma, or the end.
    private static int end(String field, int from) {
        int comma = field.indexOf(',', from);
        return comma < 0 ? field.length() : comma;
    }
}
