package dev.vignette.probe;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The root element of an XML document when that is `svg`: found behind a byte order mark, declaration, comments and
/// document type, without an XML parser, so that there are no entities to expand and nothing to fetch.
final class SvgRoot {
    /// Editors put long comments and document types first; nothing real has more than this before its root.
    private static final int SEARCHED = 1 << 16;

    private final String text;
    private int at;
    private boolean complete;
    private final Map<String, String> attributes = new HashMap<>();

    private SvgRoot(String text) {
        this.text = text;
    }

    /// Empty when the document is something else.
    static Optional<SvgRoot> find(Window file) {
        Window start = file.atMost(file.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0, SEARCHED);
        if (start.length() == 0 || (start.u8(0) > ' ' && start.u8(0) != '<')) {
            return Optional.empty();
        }
        var root = new SvgRoot(start.latin1());
        if (!root.skipProlog() || !root.startsSvg()) {
            return Optional.empty();
        }
        root.complete = root.readAttributes();
        return Optional.of(root);
    }

    /// Whether the root's tag ends within what is searched.
    boolean isComplete() {
        return complete;
    }

    /// The value as written, with entities unresolved; empty when the attribute is absent.
    String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }

    /// @return false when the text ends first
    private boolean skipProlog() {
        while (true) {
            skipSpace();
            if (text.startsWith("<?", at)) {
                skipBehind("?>");
            } else if (text.startsWith("<!--", at)) {
                skipBehind("-->");
            } else if (text.startsWith("<!DOCTYPE", at)) {
                skipDocumentType();
            } else {
                return at < text.length();
            }
        }
    }

    /// The internal subset in brackets holds declarations, whose quoted values and comments hide brackets.
    private void skipDocumentType() {
        int depth = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                at = text.indexOf(c, at + 1);
            } else if (text.startsWith("<!--", at)) {
                at = text.indexOf("-->", at);
            } else if (c == '[') {
                depth++;
            } else if (c == ']') {
                depth--;
            } else if (c == '>' && depth <= 0) {
                at++;
                return;
            }
            if (at < 0) {
                at = text.length();
            }
        }
    }

    private boolean startsSvg() {
        if (text.charAt(at) != '<') {
            return false;
        }
        int start = at + 1;
        at = start;
        while (at < text.length() && !isSpace(text.charAt(at)) && "/>".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String name = text.substring(start, at);
        return name.equals("svg") || name.endsWith(":svg");
    }

    /// @return whether the tag ends
    private boolean readAttributes() {
        while (true) {
            skipSpace();
            if (at >= text.length()) {
                return false;
            } else if (text.charAt(at) == '>' || text.startsWith("/>", at)) {
                return true;
            } else if (!readAttribute()) {
                return false;
            }
        }
    }

    private boolean readAttribute() {
        int start = at;
        while (at < text.length() && text.charAt(at) != '=' && !isSpace(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        skipSpace();
        if (at >= text.length() || text.charAt(at) != '=') {
            return false;
        }
        at++;
        skipSpace();
        if (at >= text.length() || "\"'".indexOf(text.charAt(at)) < 0) {
            return false;
        }
        int end = text.indexOf(text.charAt(at), at + 1);
        if (end < 0) {
            return false;
        }
        attributes.putIfAbsent(name, text.substring(at + 1, end));
        at = end + 1;
        return true;
    }

    private void skipBehind(String mark) {
        int found = text.indexOf(mark, at);
        at = found < 0 ? text.length() : found + mark.length();
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
