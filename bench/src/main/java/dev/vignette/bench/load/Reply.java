package dev.vignette.bench.load;

import java.util.Optional;

/// An HTTP answer.
final class Reply {
    private final String head;
    private final byte[] start;
    private final long bytes;

    /// @param head status line and headers
    /// @param start the first bytes of the body
    /// @param bytes the length of the whole body
    Reply(String head, byte[] start, long bytes) {
        this.head = head;
        this.start = start;
        this.bytes = bytes;
    }

    byte[] start() {
        return start;
    }

    long bytes() {
        return bytes;
    }

    /// The three digits of the status line.
    int status() {
        int at = head.indexOf(' ') + 1;
        return Integer.parseInt(head.substring(at, at + 3));
    }

    /// The value of the first header of that name.
    Optional<String> header(String name) {
        return head.lines()
                .skip(1)
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    /// Whether it was ready, by `Cache-Status`, or else by `Server-Timing`.
    boolean hit() {
        return header("Cache-Status")
                .map(value -> value.contains("; hit"))
                .orElseGet(() -> header("Server-Timing").orElse("").contains("desc=hit"));
    }

    /// How many seconds a refused client is to wait; one when it is not told.
    int retryAfter() {
        return header("Retry-After").map(Integer::parseInt).orElse(1);
    }
}
