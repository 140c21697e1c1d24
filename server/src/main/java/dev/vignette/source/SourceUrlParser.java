package dev.vignette.source;

import dev.vignette.error.VignetteException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/// Reads one source URL. It is written by hand, not with `URI`, because `URI` refuses what browsers accept (spaces,
/// non-ASCII letters, underscores in hosts) and accepts what must be refused (hosts such as `127.1`).
final class SourceUrlParser {
    private static final int MAX_LENGTH = 4096;
    private static final String LOCAL = "local:";
    private static final String UNRESERVED = "-._~";
    private static final String PATH = UNRESERVED + "!$&'()*+,;=:@/";
    private static final String QUERY = PATH + "?[]";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final String url;

    SourceUrlParser(String url) {
        this.url = url;
    }

    SourceUrl parse() {
        if (url.length() > MAX_LENGTH) {
            throw refused("The URL is longer than " + MAX_LENGTH + " characters");
        }
        if (url.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw refused("The URL has a control character in it");
        }
        if (startsWith("http://")) {
            return remote("http", 80);
        } else if (startsWith("https://")) {
            return remote("https", 443);
        } else if (startsWith(LOCAL)) {
            return local();
        }
        throw refused("The URL is neither http, nor https, nor local");
    }

    private SourceUrl.Local local() {
        String path = url.substring(LOCAL.length());
        if (path.isEmpty() || path.startsWith("/")) {
            throw refused("The path after 'local:' is relative to the source root, as in local:holiday/beach.jpg");
        }
        return new SourceUrl.Local(path);
    }

    private SourceUrl.Remote remote(String scheme, int defaultPort) {
        String rest = url.substring(scheme.length() + "://".length());
        int fragment = rest.indexOf('#');
        rest = fragment < 0 ? rest : rest.substring(0, fragment);
        int authorityEnd = endOfAuthority(rest);
        int query = rest.indexOf('?');
        String path = rest.substring(authorityEnd, query < 0 ? rest.length() : query);

        var normal = new StringBuilder(rest.length() + 16).append(scheme).append("://");
        appendAuthority(normal, rest.substring(0, authorityEnd), defaultPort);
        if (path.isEmpty()) {
            normal.append('/');
        }
        appendEncoded(normal, path, PATH);
        if (query >= 0) {
            appendEncoded(normal.append('?'), rest.substring(query + 1), QUERY);
        }
        return new SourceUrl.Remote(URI.create(normal.toString()));
    }

    private static int endOfAuthority(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            if (rest.charAt(i) == '/' || rest.charAt(i) == '?') {
                return i;
            }
        }
        return rest.length();
    }

    private void appendAuthority(StringBuilder normal, String authority, int defaultPort) {
        if (authority.indexOf('@') >= 0) {
            throw refused("The URL must not carry a user name or password");
        }
        int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
        String host = colon < 0 ? authority : authority.substring(0, colon);
        int port = colon < 0 || colon == authority.length() - 1 ? defaultPort : port(authority.substring(colon + 1));
        normal.append(HostName.canonical(host)
                .orElseThrow(() -> refused("The host is neither a plain name nor a plain address")));
        if (port != defaultPort) {
            normal.append(':').append(port);
        }
    }

    private int port(String digits) {
        boolean numeric = digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = numeric ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65_535) {
            throw refused("The port is not a number from 1 to 65535");
        }
        return port;
    }

    private boolean startsWith(String prefix) {
        return url.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /// Appends `text` with every character that may not stand there percent-encoded as UTF-8. Escapes that are there
    /// stay as they are; a `%` that starts none is itself encoded.
    private static void appendEncoded(StringBuilder out, String text, String legal) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xff;
            boolean escape = b == '%'
                    && i + 2 < bytes.length
                    && HexFormat.isHexDigit(bytes[i + 1])
                    && HexFormat.isHexDigit(bytes[i + 2]);
            if (escape || isAsciiAlphanumeric(b) || legal.indexOf(b) >= 0) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX.toHexDigits((byte) b));
            }
        }
    }

    private static boolean isAsciiAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static VignetteException refused(String detail) {
        return VignetteException.badParameter("url", detail, List.of("http://…", "https://…", "local:…"));
    }
}
