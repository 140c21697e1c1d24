package dev.vignette.source;

import java.net.URI;

/// Where an original comes from.
public sealed interface SourceUrl {
    /// An `http` or `https` URL, normalised: two spellings of one address have one text.
    record Remote(URI uri) implements SourceUrl {
        /// The host in ASCII and lower case; an IPv6 address in brackets.
        public String host() {
            String authority = uri.getRawAuthority();
            int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
            return colon < 0 ? authority : authority.substring(0, colon);
        }

        /// The port that is connected to.
        public int port() {
            String port = uri.getRawAuthority().substring(host().length());
            return port.isEmpty() ? (secure() ? 443 : 80) : Integer.parseInt(port, 1, port.length(), 10);
        }

        /// Whether it is `https`.
        public boolean secure() {
            return uri.getScheme().equals("https");
        }

        @Override
        public String toString() {
            return uri.toString();
        }
    }

    /// A file below the configured root, as in `local:holiday/beach.jpg`.
    record Local(String path) implements SourceUrl {
        @Override
        public String toString() {
            return "local:" + path;
        }
    }

    /// An image of the library. No `url` parameter says this: whoever makes one has asked whether the client may see
    /// it.
    record Kept(String id) implements SourceUrl {
        @Override
        public String toString() {
            return "library:" + id;
        }
    }

    /// Reads the `url` parameter. Spaces, other illegal characters and non-ASCII letters are encoded, so that what
    /// works in a browser's address bar works here; `toString` gives the normal form.
    ///
    /// @throws dev.vignette.error.VignetteException `BAD_PARAMETER` when it is of another scheme, has user-info, is
    ///     too long, or spells its host in a way that different readers take differently
    static SourceUrl parse(String url) {
        return new SourceUrlParser(url).parse();
    }
}
