package dev.vignette.http;

import java.util.Map;

/// A whole response: what a handler makes, and the server writes. The bytes are shared, not copied.
///
/// @param headers without `Content-Length`, which follows from the body
@SuppressWarnings("ArrayRecordComponent") // identity is never asked of it; a copy would double the memory
public record Answer(int status, Map<String, String> headers, byte[] body) {
    public Answer {
        headers = Map.copyOf(headers);
    }

    /// One without a body.
    public static Answer empty(int status, Map<String, String> headers) {
        return new Answer(status, headers, new byte[0]);
    }
}
