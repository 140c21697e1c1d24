package dev.vignette.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// What S3 sends. Closed before its end, the connection is given up instead of being read to the end.
final class S3Stream extends FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> response;
    private final ExactStream exact;

    S3Stream(ResponseInputStream<GetObjectResponse> response) {
        this(response, new ExactStream(response, response.response().contentLength()));
    }

    private S3Stream(ResponseInputStream<GetObjectResponse> response, ExactStream exact) {
        super(exact);
        this.response = response;
        this.exact = exact;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return exact.read(target, offset, length);
        } catch (SdkException e) {
            throw new IOException("S3 stopped sending", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (exact.isAtEnd()) {
            exact.close();
        } else {
            response.abort();
        }
    }
}
