package dev.vignette.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// What S3 sends. Closed before its end, the connection is given up instead of being read to the end.
final class S3Stream extends FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> response;
    private boolean ended;

    S3Stream(ResponseInputStream<GetObjectResponse> response) {
        super(new ExactStream(response, response.response().contentLength()));
        this.response = response;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int count = in.read(target, offset, length);
            ended |= count < 0;
            return count;
        } catch (SdkException e) {
            throw new IOException("S3 stopped sending", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (ended) {
            in.close();
        } else {
            response.abort();
        }
    }
}
