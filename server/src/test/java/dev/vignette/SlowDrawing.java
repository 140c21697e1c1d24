package dev.vignette;

import java.nio.charset.StandardCharsets;

/// A picture that takes minutes when nobody stops it, at every moment of which it can be stopped.
public final class SlowDrawing {
    public static final String OPTIONS = "w=4000&blur=100&f=png";
    public static final byte[] FILE = """
            <svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="15"/></svg>
            """.getBytes(StandardCharsets.US_ASCII);

    private SlowDrawing() {}
}
