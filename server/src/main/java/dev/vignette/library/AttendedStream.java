package dev.vignette.library;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that may take long to read, with something that is to be done again and again meanwhile.
final class AttendedStream extends FilterInputStream {
    private final Runnable meanwhile;

    /// @param meanwhile done before each read; what it throws ends the reading
    AttendedStream(InputStream in, Runnable meanwhile) {
        super(in);
        this.meanwhile = meanwhile;
    }

    @Override
    public int read() throws IOException {
        meanwhile.run();
        return super.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        meanwhile.run();
        return super.read(target, offset, length);
    }
}
