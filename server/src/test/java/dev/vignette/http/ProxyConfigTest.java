package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Network;
import dev.vignette.config.Settings;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProxyConfigTest {
    private static final String KEY = "VIGNETTE_HTTP_TRUSTED_PROXIES";

    @Test
    void bind_nothingSet_trustsNobody() {
        assertThat(Settings.of(Map.of()).bind(ProxyConfig.class)).isEqualTo(ProxyConfig.NONE);
    }

    @Test
    void bind_networks_areMapped() {
        assertThat(Settings.of(Map.of(KEY, "10.0.0.0/8,::1")).bind(ProxyConfig.class))
                .isEqualTo(new ProxyConfig(List.of("10.0.0.0/8", "::1")));
    }

    @Test
    void bind_noNetwork_namesTheKey() {
        assertThatThrownBy(() -> Settings.of(Map.of(KEY, "proxy.example")).bind(ProxyConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(KEY + ": ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1 | 198.51.100.1 | 192.0.2.1",
                "10.0.0.1 | '' | 10.0.0.1",
                "10.0.0.1 | 192.0.2.1 | 192.0.2.1",
                "10.0.0.1 | 198.51.100.1, 192.0.2.1 | 192.0.2.1",
                "10.0.0.1 | 198.51.100.1,192.0.2.1 , 10.9.9.9 | 192.0.2.1",
                "10.0.0.1 | 10.1.1.1, 10.2.2.2 | 10.1.1.1",
                "10.0.0.1 | 192.0.2.1, unknown | 10.0.0.1",
                "10.0.0.1 | 192.0.2.1, 010.1.1.1 | 10.0.0.1",
                "10.0.0.1 | 192.0.2.1, | 10.0.0.1",
                "fd00::1 | 2001:db8::7, fd00::2 | 2001:db8::7",
                "10.0.0.1 | 192.0.2.1:4711 | 192.0.2.1",
                "10.0.0.1 | 198.51.100.1:80, 192.0.2.1:4711, 10.9.9.9:1 | 192.0.2.1",
                "10.0.0.1 | [2001:db8::7]:4711 | 2001:db8::7",
                "10.0.0.1 | [2001:db8::7] | 2001:db8::7",
                "10.0.0.1 | 2001:db8::7 | 2001:db8::7",
                "10.0.0.1 | 2001:db8:0:0:0:0:0:7 | 2001:db8:0:0:0:0:0:7",
                "fd00::1 | 192.0.2.1, [fd00::2]:80 | 192.0.2.1",
                "10.0.0.1 | 192.0.2.1: | 10.0.0.1",
                "10.0.0.1 | 192.0.2.1:http | 10.0.0.1",
                "10.0.0.1 | 192.0.2.1:123456 | 10.0.0.1",
                "10.0.0.1 | :4711 | 10.0.0.1",
                "10.0.0.1 | [192.0.2.1]:4711 | 10.0.0.1",
                "10.0.0.1 | [2001:db8::7 | 10.0.0.1",
                "10.0.0.1 | [2001:db8::7]4711 | 10.0.0.1",
                "10.0.0.1 | client.example:4711 | 10.0.0.1",
            })
    void client_isTheLastThatIsNoProxy(String peer, String forwarded, String client) {
        var proxies = new ProxyConfig(List.of("10.0.0.0/8", "fd00::/8")).proxies();

        assertThat(proxies.client(address(peer), forwarded)).isEqualTo(address(client));
        assertThat(ProxyConfig.NONE.proxies().client(address(peer), forwarded))
                .as("nobody is trusted")
                .isEqualTo(address(peer));
    }

    private static InetAddress address(String text) {
        return Network.address(text).orElseThrow();
    }
}
