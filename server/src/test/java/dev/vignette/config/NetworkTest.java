package dev.vignette.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,       10.255.255.255, true",
        "10.0.0.0/8,       11.0.0.0,       false",
        "192.168.4.0/22,   192.168.7.255,  true",
        "192.168.4.0/22,   192.168.8.0,    false",
        "127.0.0.1,        127.0.0.1,      true",
        "127.0.0.1,        127.0.0.2,      false",
        "127.0.0.9/8,      127.0.0.1,      true",
        "0.0.0.0/0,        8.8.8.8,        true",
        "0.0.0.0/0,        2001:db8::1,    false",
        "fd00::/8,         fdff::1,        true",
        "fd00::/8,         fe00::1,        false",
        "2001:db8::/33,    2001:db8:7fff::, true",
        "2001:db8::/33,    2001:db8:8000::, false",
        "::/0,             1.2.3.4,        false",
    })
    void contains_address_isTrueWithinTheRange(String network, String address, boolean expected) {
        assertThat(Network.parse(network).contains(Network.address(address).orElseThrow()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0/8",
                "010.0.0.0/8",
                "fd00::/129",
                "fd00::1%eth0/64",
                "[fd00::]/8",
                "example.com/8",
                "10.0.0.0/8/8",
                "10.0.0.0/+8"
            })
    void parse_malformed_throws(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
    }

    @Test
    void parse_loneAddress_isTheSmallestRange() {
        assertThat(Network.parse("10.1.2.3").prefix()).isEqualTo(32);
        assertThat(Network.parse("::1").prefix()).isEqualTo(128);
    }
}
