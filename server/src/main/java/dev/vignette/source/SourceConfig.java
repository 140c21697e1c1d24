package dev.vignette.source;

import dev.vignette.config.ByteSize;
import dev.vignette.config.ConfigException;
import dev.vignette.config.Network;
import dev.vignette.config.Setting;
import dev.vignette.config.Settings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// From where originals may come, and how long and how large they may be.
public record SourceConfig(
        @Setting(
                key = ALLOWED_NETWORKS,
                doc = "Networks (CIDRs, comma-separated) that sources may be on although they are not public, as in"
                        + " `10.0.0.0/8`. By default only public addresses are connected to.")
        List<String> allowedNetworks,

        @Setting(
                key = ALLOWED_HOSTS,
                doc = "The only hosts that sources may be on; `*.example.com` means every name below. Empty: any host.")
        List<String> allowedHosts,

        @Setting(key = DENIED_HOSTS, doc = "Hosts that sources may not be on; `*.example.com` means every name below.")
        List<String> deniedHosts,

        @Setting(
                key = "vignette.source.root",
                doc = "The folder that `local:` sources are read from. Without it there are none. It and the"
                        + " data folder may not be within each other.")
        Optional<Path> root,

        @Setting(
                key = "vignette.source.max-bytes",
                defaultValue = "64MiB",
                min = 1,
                max = 1 << 30,
                doc = "The largest source file, also after its transfer compression is undone.")
        ByteSize maxBytes,

        @Setting(
                key = "vignette.source.connect-timeout",
                defaultValue = "5s",
                min = 1,
                max = 600_000,
                doc = "How long it may take to resolve a source's name, and again to connect to it; both within the"
                        + " time to the first byte.")
        Duration connectTimeout,

        @Setting(
                key = "vignette.source.first-byte-timeout",
                defaultValue = "5s",
                min = 1,
                max = 600_000,
                doc = "How long a source may take to begin its answer, its name and the connection included; anew after"
                        + " each redirect.")
        Duration firstByteTimeout,

        @Setting(
                key = "vignette.source.timeout",
                defaultValue = "20s",
                min = 1,
                max = 3_600_000,
                doc = "How long a source may take in all, redirects included.")
        Duration timeout,

        @Setting(
                key = "vignette.source.max-redirects",
                defaultValue = "3",
                min = 0,
                max = 20,
                doc = "How many redirects are followed.")
        int maxRedirects,

        @Setting(
                key = "vignette.source.user-agent",
                defaultValue = "Vignette",
                doc = "The `User-Agent` that sources are told.")
        String userAgent,

        @Setting(
                key = "vignette.source.max-connections-per-host",
                defaultValue = "32",
                min = 1,
                max = 10_000,
                doc = "How many connections are open to one source server at a time.")
        int maxConnectionsPerHost,

        @Setting(
                key = "vignette.source.max-concurrency",
                defaultValue = "256",
                min = 1,
                max = 100_000,
                doc = "How many sources are fetched at a time; more wait their turn.")
        int maxConcurrency,

        @Setting(
                key = DNS_SERVERS,
                doc = "Name servers (addresses, with `:port` if it is not 53) to ask instead of the system's.")
        List<String> dnsServers) {
    private static final String ALLOWED_NETWORKS = "vignette.source.allowed-networks";
    private static final String ALLOWED_HOSTS = "vignette.source.allowed-hosts";
    private static final String DENIED_HOSTS = "vignette.source.denied-hosts";
    private static final String DNS_SERVERS = "vignette.source.dns-servers";

    /// @throws ConfigException when a network, host or name server cannot be read
    public SourceConfig {
        allowedNetworks = List.copyOf(allowedNetworks);
        allowedHosts = List.copyOf(allowedHosts);
        deniedHosts = List.copyOf(deniedHosts);
        dnsServers = List.copyOf(dnsServers);
        networks(allowedNetworks);
        rules(ALLOWED_HOSTS, allowedHosts);
        rules(DENIED_HOSTS, deniedHosts);
        servers(dnsServers);
    }

    List<Network> networks() {
        return networks(allowedNetworks);
    }

    HostRules hostRules() {
        return new HostRules(allowedHosts, deniedHosts);
    }

    List<InetSocketAddress> nameServers() {
        return servers(dnsServers);
    }

    private static List<Network> networks(List<String> texts) {
        return read(ALLOWED_NETWORKS, () -> texts.stream().map(Network::parse).toList());
    }

    private static HostRules rules(String key, List<String> hosts) {
        return read(key, () -> new HostRules(hosts, List.of()));
    }

    private static List<InetSocketAddress> servers(List<String> texts) {
        return read(DNS_SERVERS, () -> texts.stream().map(NameResolver::server).toList());
    }

    private static <T> T read(String key, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new ConfigException(Settings.environmentName(key), String.valueOf(e.getMessage()));
        }
    }
}
