package dev.vignette.options;

/// A client's own text as it may stand in an error: short, and without anything that would steer a terminal.
final class Shown {
    private static final int LONGEST = 40;

    private Shown() {}

    static String quoted(String text) {
        return "'" + plain(text) + "'";
    }

    static String plain(String text) {
        var shown = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .map(point -> Character.isISOControl(point)
                                || Character.getType(point) == Character.FORMAT
                                || Character.getType(point) == Character.SURROGATE
                        ? '\uFFFD'
                        : point)
                .forEach(shown::appendCodePoint);
        return text.codePointCount(0, text.length()) > LONGEST
                ? shown.append('…').toString()
                : shown.toString();
    }
}
