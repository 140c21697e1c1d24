package dev.vignette.vips;

import org.jspecify.annotations.Nullable;

/// libvips could not do what was asked; the message is its own error text. That text names no file of this machine,
/// as all input and output is memory.
public final class VipsException extends RuntimeException {
    public VipsException(String message) {
        this(message, null);
    }

    public VipsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
