package dev.vignette.jpeg;

/// A file that is no JPEG file, is broken beyond decoding, or is damaged where no damage was to be tolerated.
public final class JpegException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JpegException(String message) {
        super(message);
    }
}
