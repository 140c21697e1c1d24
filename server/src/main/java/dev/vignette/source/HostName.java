package dev.vignette.source;

import dev.vignette.config.Network;
import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Hosts in the one spelling that every reader understands alike. `127.1`, `2130706433`, `0x7f.1` and `0177.0.0.1` are
/// the loopback address to some resolvers and names to others; a guard and a connection that disagree are a way
/// around the guard, so these are no hosts here.
final class HostName {
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*", Pattern.DOTALL);
    private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)", Pattern.DOTALL);

    private HostName() {}

    /// The host in lower-case ASCII (internationalised names in Punycode, IPv6 compressed and in brackets); empty when
    /// it is no host, or one that can be read in two ways.
    static Optional<String> canonical(String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            return Network.address(host.substring(1, host.length() - 1))
                    .filter(address -> host.indexOf(':') > 0)
                    .map(HostName::text);
        }
        return ascii(host)
                .filter(name -> NAME.matcher(name).matches())
                .filter(name -> !NUMERIC_END.matcher(name).matches()
                        || Network.address(name).isPresent());
    }

    /// The address that a canonical host spells out; empty for a name.
    static Optional<InetAddress> address(String canonical) {
        return canonical.startsWith("[")
                ? Network.address(canonical.substring(1, canonical.length() - 1))
                : Network.address(canonical).filter(address -> canonical.indexOf(':') < 0);
    }

    /// The address as `192.0.2.1` or `[2001:db8:0:0:0:0:0:1]`, whatever name it was found under.
    static String text(InetAddress address) {
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    private static Optional<String> ascii(String host) {
        if (host.chars().allMatch(c -> c < 0x80)) {
            return Optional.of(host.toLowerCase(Locale.ROOT));
        }
        try {
            return Optional.of(IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no name that could be registered
        }
    }

    /// The address without the name it was found under, so that nothing resolves that name a second time.
    static InetAddress nameless(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of neither 4 nor 16 bytes", e);
        }
    }
}
