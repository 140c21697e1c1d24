package dev.vignette.http;

import java.time.Duration;

/// What holds for every request of a port.
///
/// @param timeout what a request has from its arrival; with a body that is read, from the end of it
/// @param linger for how long a body is thrown away that nobody reads any more, before its connection is closed
public record Terms(
        Duration timeout, BodyConfig bodies, Duration linger, CorsConfig cors, ProxyConfig.Proxies proxies) {
    /// Those of a port that no page of another origin may use, and that nothing stands before.
    public static Terms of(HttpConfig http, BodyConfig bodies) {
        return new Terms(
                http.requestTimeout(), bodies, http.receiveTimeout(), CorsConfig.OFF, ProxyConfig.NONE.proxies());
    }

    public Terms with(CorsConfig other) {
        return new Terms(timeout, bodies, linger, other, proxies);
    }

    public Terms with(ProxyConfig other) {
        return new Terms(timeout, bodies, linger, cors, other.proxies());
    }
}
