package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.config.Network;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private final AddressGuard guard = new AddressGuard(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.170",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::10.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::808:808",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:10::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::1",
                "2002:c0a8:101::1",
                "3fff::1",
                "4000::1",
                "5f00::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1"
            })
    void permits_specialPurposeAddress_isFalse(String text) {
        assertThat(guard.permits(address(text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2606:4700:4700::1111",
                "2a00:1450:4001::1",
                "::8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1"
            })
    void permits_publicAddress_isTrue(String text) {
        assertThat(guard.permits(address(text))).isTrue();
    }

    @Test
    void permits_mappedAddressThatStayedIpv6_isJudgedAsTheIpv4Address() {
        assertThat(guard.permits(mapped(127, 0, 0, 1))).isFalse();
        assertThat(guard.permits(mapped(169, 254, 169, 254))).isFalse();
        assertThat(guard.permits(mapped(8, 8, 8, 8))).isTrue();
    }

    @Test
    void permits_addressInAllowedNetwork_isTrueForItAlone() {
        var lenient = new AddressGuard(List.of(Network.parse("127.0.0.0/8"), Network.parse("fd00::/8")));

        assertThat(Stream.of("127.0.0.1", "127.9.9.9", "fd00::1")
                        .map(AddressGuardTest::address)
                        .filter(lenient::permits))
                .hasSize(3);
        assertThat(Stream.of("10.0.0.1", "::1", "fc00::1", "0.0.0.0", "169.254.169.254")
                        .map(AddressGuardTest::address)
                        .filter(lenient::permits))
                .isEmpty();
    }

    private static InetAddress address(String text) {
        return Network.address(text).orElseThrow();
    }

    private static InetAddress mapped(int... quad) {
        byte[] bytes = new byte[16];
        bytes[10] = bytes[11] = (byte) 0xff;
        for (int i = 0; i < 4; i++) {
            bytes[12 + i] = (byte) quad[i];
        }
        try {
            return Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
