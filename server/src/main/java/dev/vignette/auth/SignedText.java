package dev.vignette.auth;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a signature is made over: path and query in one canonical spelling (RFC 3986, section 6.2.2), so that a proxy
/// or a client library that spells or orders them differently does not break it.
///
/// `path?name=value&name=value`: every byte of the UTF-8 form but the unreserved (letters, digits, `-._~`) is written
/// `%XX` in upper case, in the path also all but `/`; parameters are sorted by their encoded name, then their encoded
/// value. Without parameters there is no question mark.
final class SignedText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private SignedText() {}

    /// @param path as it stands in the request line, percent-encoded in any way
    /// @param parameters percent-decoded
    static String of(String path, List<Map.Entry<String, String>> parameters) {
        String query = parameters.stream()
                .map(parameter -> Map.entry(encoded(parameter.getKey()), encoded(parameter.getValue())))
                .sorted(Map.Entry.<String, String>comparingByKey()
                        .thenComparing(Map.Entry.comparingByValue(Comparator.naturalOrder())))
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? canonicalPath(path) : canonicalPath(path) + "?" + query;
    }

    private static String encoded(String text) {
        var encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            append(encoded, octet, unreserved(octet));
        }
        return encoded.toString();
    }

    private static String canonicalPath(String path) {
        byte[] octets = path.getBytes(StandardCharsets.UTF_8);
        var canonical = new StringBuilder();
        for (int i = 0; i < octets.length; i++) {
            if (isEscape(octets, i)) {
                byte octet =
                        (byte) (HexFormat.fromHexDigit(octets[i + 1]) << 4 | HexFormat.fromHexDigit(octets[i + 2]));
                append(canonical, octet, unreserved(octet));
                i += 2;
            } else {
                append(canonical, octets[i], unreserved(octets[i]) || octets[i] == '/');
            }
        }
        return canonical.toString();
    }

    private static boolean isEscape(byte[] octets, int at) {
        return octets[at] == '%'
                && at + 2 < octets.length
                && HexFormat.isHexDigit(octets[at + 1])
                && HexFormat.isHexDigit(octets[at + 2]);
    }

    private static void append(StringBuilder text, byte octet, boolean plain) {
        if (plain) {
            text.append((char) octet);
        } else {
            text.append('%').append(HEX.toHexDigits(octet));
        }
    }

    private static boolean unreserved(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || octet == '-'
                || octet == '.'
                || octet == '_'
                || octet == '~';
    }
}
