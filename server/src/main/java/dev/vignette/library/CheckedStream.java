package dev.vignette.library;

import dev.vignette.storage.Sha256;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/// A whole content whose hash is known. When it turns out to be another, the last of its bytes are not handed
/// out: who is sent them sees that they are missing.
final class CheckedStream extends FilterInputStream {
    private final MessageDigest digest = Sha256.begin();
    private final StoredImage.Content content;
    private long left;

    CheckedStream(InputStream in, StoredImage.Content content) {
        super(in);
        this.content = content;
        this.left = content.bytes();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        if (count > 0) {
            digest.update(target, offset, count);
            left -= count;
            if (left == 0 && !Sha256.text(digest).equals(content.sha256())) {
                throw new IOException("the file of an image is damaged: " + content.sha256());
            }
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 1 << 16)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
