package dev.vignette.source;

import dev.vignette.config.Network;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Tells the addresses of the public internet from those inside: this machine, its networks, its cloud's metadata
/// service. Whoever may name a URL could otherwise read from there through us.
///
/// IPv4 is open but for the registry of special-purpose addresses (RFC 6890). IPv6 is closed but for global unicast
/// (2000::/3), minus the special ranges in it. An IPv4 address inside an IPv6 one (mapped, compatible, NAT64, 6to4) is
/// judged as that IPv4 address, because a gateway may take the packet there; Teredo, which hides it and its server,
/// is refused.
final class AddressGuard {
    private static final List<Network> REFUSED = networks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by carriers
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, cloud metadata
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, broadcast
            "2001::/23", // protocol assignments, Teredo
            "2001:db8::/32", // documentation
            "3fff::/20"); // documentation
    private static final Network GLOBAL_UNICAST = Network.parse("2000::/3");
    private static final List<Embedding> EMBEDDINGS = List.of(
            new Embedding(Network.parse("::/96"), 12), // compatible; holds :: and ::1, which embed 0.0.0.0 and 0.0.0.1
            new Embedding(mapped(), 12),
            new Embedding(Network.parse("64:ff9b::/96"), 12), // NAT64
            new Embedding(Network.parse("2002::/16"), 2)); // 6to4

    private final List<Network> allowed;

    /// @param allowed networks that may be connected to whatever they are
    AddressGuard(List<Network> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /// Whether a connection to the address may be made.
    boolean permits(InetAddress address) {
        if (within(allowed, address)) {
            return true;
        }
        if (address instanceof Inet4Address) {
            return !within(REFUSED, address);
        }
        return EMBEDDINGS.stream()
                .filter(embedding -> embedding.network.contains(address))
                .findFirst()
                .map(embedding -> permits(embedding.embedded(address)))
                .orElseGet(() -> GLOBAL_UNICAST.contains(address) && !within(REFUSED, address));
    }

    private static boolean within(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::parse).toList();
    }

    /// ::ffff:0:0/96, whose literal Java would turn into the IPv4 address itself.
    private static Network mapped() {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        return new Network(address6(bytes), 96);
    }

    private static InetAddress address6(byte[] bytes) {
        try {
            return Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }

    /// A range of IPv6 whose addresses carry an IPv4 address from byte `offset` on.
    private record Embedding(Network network, int offset) {
        InetAddress embedded(InetAddress address) {
            try {
                return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), offset, offset + 4));
            } catch (UnknownHostException e) {
                throw new IllegalStateException("4 bytes are an address", e);
            }
        }
    }
}
