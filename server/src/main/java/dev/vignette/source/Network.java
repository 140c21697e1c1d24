package dev.vignette.source;

import java.net.InetAddress;
import java.util.Optional;

/// A range of addresses in CIDR notation, as in `10.0.0.0/8` or `fd00::/8`.
///
/// @param base any address of the range
/// @param prefix how many leading bits all its addresses share
record Network(InetAddress base, int prefix) {
    Network {
        int bits = base.getAddress().length * 8;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("'/" + prefix + "' is not between /0 and /" + bits);
        }
    }

    /// Reads `address/prefix`; an address alone is a range of one.
    ///
    /// @throws IllegalArgumentException when the text is not of that form
    static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress base =
                HostName.literal(slash < 0 ? text : text.substring(0, slash)).orElseThrow(() -> malformed(text));
        if (slash < 0) {
            return new Network(base, base.getAddress().length * 8);
        }
        return digits(text.substring(slash + 1))
                .map(prefix -> new Network(base, prefix))
                .orElseThrow(() -> malformed(text));
    }

    /// Whether the address is of the same family and within the range.
    boolean contains(InetAddress address) {
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
