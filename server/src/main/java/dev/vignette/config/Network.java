package dev.vignette.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A range of addresses in CIDR notation, as in `10.0.0.0/8` or `fd00::/8`.
///
/// @param base any address of the range
/// @param prefix how many leading bits all its addresses share
public record Network(InetAddress base, int prefix) {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern DOTTED_QUAD = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]+(:(?<quad>[0-9.]+))?");

    public Network {
        int bits = base.getAddress().length * 8;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("'/" + prefix + "' is not between /0 and /" + bits);
        }
    }

    /// Reads a dotted quad without leading zeros, or an IPv6 address without brackets and zone; never asks the DNS.
    public static Optional<InetAddress> address(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (DOTTED_QUAD.matcher(lower).matches()) {
            return Optional.of(InetAddress.ofLiteral(lower));
        }
        var matcher = IPV6.matcher(lower);
        if (lower.indexOf(':') < 0 || !matcher.matches()) {
            return Optional.empty();
        }
        String quad = matcher.group("quad");
        if (quad != null && quad.indexOf('.') >= 0 && !DOTTED_QUAD.matcher(quad).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Inet6Address.ofLiteral(lower));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the shape is right, the number of groups is not
        }
    }

    /// Reads `address/prefix`; an address alone is a range of one.
    ///
    /// @throws IllegalArgumentException when the text is not of that form
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress base = address(slash < 0 ? text : text.substring(0, slash)).orElseThrow(() -> malformed(text));
        if (slash < 0) {
            return new Network(base, base.getAddress().length * 8);
        }
        return digits(text.substring(slash + 1))
                .map(prefix -> new Network(base, prefix))
                .orElseThrow(() -> malformed(text));
    }

    /// Whether the address is of the same family and within the range.
    public boolean contains(InetAddress address) {
        byte[] ours = base.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit & 7);
            if (((ours[bit >> 3] ^ theirs[bit >> 3]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Integer> digits(String text) {
        boolean numeric = !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return numeric ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("'" + text + "' is not a network such as 10.0.0.0/8 or fd00::/8");
    }
}
