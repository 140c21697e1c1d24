package dev.vignette.http;

import java.util.Map;

/// A whole response: what a handler makes, and the server writes.
///
/// @param headers without `Content-Length`, which follows from the body
public record Answer(int status, Headers headers, Body body) {
    private static final Body NOTHING = new Body.Bytes(new byte[0]);

    public Answer(int status, Map<String, String> headers, byte[] body) {
        this(status, Headers.of(headers), new Body.Bytes(body));
    }

    /// One without a body.
    public static Answer empty(int status, Headers headers) {
        return new Answer(status, headers, NOTHING);
    }
}
