package dev.vignette.http;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Network;
import dev.vignette.config.Setting;
import dev.vignette.config.Settings;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whose word counts on who asks: proxies add the address of their client to `X-Forwarded-For`, and whatever they got
/// from that client stands before it.
public record ProxyConfig(
        @Setting(
                key = TRUSTED_PROXIES,
                doc =
                        "Networks (CIDRs, comma-separated) of the proxies before this server, as in `10.0.0.0/8`. Of their"
                                + " requests the client is the last in `X-Forwarded-For` that is no such proxy; it is what"
                                + " limits of requests without a token count by.")
        List<String> trustedProxies) {
    private static final String TRUSTED_PROXIES = "vignette.http.trusted-proxies";

    /// Some proxies tell the port too, as in `192.0.2.1:4711` or `[2001:db8::7]:4711`.
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([^]]*:[^]]*)]|([^:\\[]+))(?::\\d{1,5})?");

    static final ProxyConfig NONE = new ProxyConfig(List.of());

    /// @throws ConfigException when a network cannot be read
    public ProxyConfig {
        trustedProxies = List.copyOf(trustedProxies);
        try {
            trustedProxies.forEach(Network::parse);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(Settings.environmentName(TRUSTED_PROXIES), String.valueOf(e.getMessage()));
        }
    }

    Proxies proxies() {
        return new Proxies(trustedProxies.stream().map(Network::parse).toList());
    }

    /// The proxies that are trusted.
    record Proxies(List<Network> networks) {
        /// @param peer the other end of the connection
        /// @param forwarded what it says of those before it, the nearest last; empty when it says nothing
        InetAddress client(InetAddress peer, String forwarded) {
            InetAddress client = peer;
            for (String hop : hops(forwarded)) {
                Optional<InetAddress> before = isTrusted(client) ? address(hop) : Optional.empty();
                if (before.isEmpty()) {
                    return client;
                }
                client = before.get();
            }
            return client;
        }

        /// The nearest first.
        private static List<String> hops(String forwarded) {
            return Arrays.stream(forwarded.split(",", -1))
                    .map(String::strip)
                    .toList()
                    .reversed();
        }

        private static Optional<InetAddress> address(String hop) {
            Matcher written = WITH_PORT.matcher(hop);
            return Network.address(written.matches() ? written.group(written.group(1) == null ? 2 : 1) : hop);
        }

        private boolean isTrusted(InetAddress address) {
            return networks.stream().anyMatch(network -> network.contains(address));
        }
    }
}
