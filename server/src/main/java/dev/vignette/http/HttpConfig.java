package dev.vignette.http;

import dev.vignette.config.Setting;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;

/// Where the server listens, and for how long it bears with a request.
public record HttpConfig(
        @Setting(key = "vignette.host", defaultValue = "0.0.0.0", doc = "The address that images are served on.")
        String host,

        @Setting(
                key = "vignette.port",
                defaultValue = "8080",
                doc = "The port that images are served on; 0 takes a free one.",
                min = 0,
                max = 65535)
        int port,

        @Setting(
                key = "vignette.admin-host",
                defaultValue = "127.0.0.1",
                doc = "The address of the admin port. Whoever reaches it may do all that it offers.")
        String adminHost,

        @Setting(
                key = "vignette.admin-port",
                defaultValue = "9090",
                doc = "The port of health and diagnosis; 0 takes a free one.",
                min = 0,
                max = 65535)
        int adminPort,

        @Setting(
                key = "vignette.request-timeout",
                defaultValue = "30s",
                doc = "The time from a request's arrival until it is given up.",
                min = 100,
                max = 3_600_000)
        Duration requestTimeout,

        @Setting(
                key = "vignette.idle-timeout",
                defaultValue = "60s",
                doc = "The time after which a connection is closed whose client is silent, or does not read.",
                min = 1000,
                max = 3_600_000)
        Duration idleTimeout,

        @Setting(
                key = "vignette.max-url-length",
                defaultValue = "8192",
                doc = "The longest request line in bytes.",
                min = 256,
                max = 65536)
        int maxUrlLength,

        @Setting(
                key = "vignette.receive-timeout",
                defaultValue = "10s",
                doc = "The time a request may take to arrive, from its first byte to its last. A connection that takes"
                        + " longer is closed.",
                min = 100,
                max = 3_600_000)
        Duration receiveTimeout,

        @Setting(
                key = "vignette.drain-timeout",
                defaultValue = "20s",
                doc = "The time in which a server that is told to stop is gone: it refuses new requests (503), ends"
                        + " what is under way, and gives up what is left of it when a tenth of the time is left.",
                min = 100,
                max = 3_600_000)
        Duration drainTimeout) {
    /// What a URL of this server has for a host, when it is opened on this machine.
    public String urlHost() {
        try {
            InetAddress address = InetAddress.ofLiteral(host);
            String written = address instanceof Inet6Address ? '[' + address.getHostAddress() + ']' : host;
            return address.isAnyLocalAddress() ? "localhost" : written;
        } catch (IllegalArgumentException e) {
            return host; // a name
        }
    }

    /// What is under way is waited for as long as this.
    public Duration drainPatience() {
        return drainTimeout.minus(drainGrace());
    }

    /// What was given up has this time to tell its clients.
    public Duration drainGrace() {
        return drainTimeout.dividedBy(10);
    }
}
