package dev.vignette.source;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.regex.Pattern;

/// Tells where a `Location` header leads.
final class Redirect {
    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);

    private Redirect() {}

    /// The URL of the next request, read by the rules of the first one. A step down from `https` to `http` is refused:
    /// whoever asked for `https` did not ask for bytes that anybody on the way can change.
    ///
    /// @throws VignetteException `SOURCE_FAILED` when the header is missing or leads nowhere we go,
    ///     `SOURCE_NOT_ALLOWED` for a local file
    static SourceUrl.Remote target(SourceUrl.Remote from, String location) {
        SourceUrl.Remote target = remote(absolute(from, utf8(location.strip())));
        if (from.secure() && !target.secure()) {
            throw new VignetteException(ErrorCode.SOURCE_FAILED, "The source redirects from https to http");
        }
        return target;
    }

    private static SourceUrl.Remote remote(String url) {
        SourceUrl target;
        try {
            target = SourceUrl.parse(url);
        } catch (VignetteException e) {
            throw new VignetteException(
                    ErrorCode.SOURCE_FAILED, "The source redirects to a URL that cannot be used", e);
        }
        return switch (target) {
            case SourceUrl.Remote remote -> remote;
            case SourceUrl.Local _, SourceUrl.Kept _ ->
                throw new VignetteException(ErrorCode.SOURCE_NOT_ALLOWED, "The source redirects to a local file");
        };
    }

    /// Resolves a reference (RFC 3986, section 5.2). `URI.resolve` is not used: it merges `//` within paths and drops
    /// the last segment before a lone query.
    private static String absolute(SourceUrl.Remote from, String location) {
        if (location.isEmpty()) {
            throw new VignetteException(ErrorCode.SOURCE_FAILED, "The source redirects to nowhere");
        }
        URI base = from.uri();
        if (ABSOLUTE.matcher(location).matches()) {
            return location;
        } else if (location.startsWith("//")) {
            return base.getScheme() + ":" + location;
        }
        String reference = location.split("#", 2)[0];
        int query = reference.indexOf('?');
        String path = query < 0 ? reference : reference.substring(0, query);
        String rest = query < 0 ? "" : reference.substring(query);
        String folder = base.getRawPath().substring(0, base.getRawPath().lastIndexOf('/') + 1);
        String merged = path.startsWith("/") ? path : path.isEmpty() ? base.getRawPath() : folder + path;
        return base.getScheme() + "://" + base.getRawAuthority() + withoutDots(merged) + rest;
    }

    private static String withoutDots(String path) {
        var segments = new ArrayDeque<String>();
        String[] all = path.substring(1).split("/", -1);
        for (int i = 0; i < all.length; i++) {
            boolean last = i == all.length - 1;
            if (all[i].equals("..")) {
                segments.pollLast();
            }
            if (!all[i].equals("..") && !all[i].equals(".")) {
                segments.addLast(all[i]);
            } else if (last) {
                segments.addLast("");
            }
        }
        return "/" + String.join("/", segments);
    }

    /// Headers come as one character a byte; browsers take those bytes for UTF-8.
    private static String utf8(String header) {
        return new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
