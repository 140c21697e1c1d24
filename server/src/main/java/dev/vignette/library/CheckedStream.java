package dev.vignette.library;

import dev.vignette.storage.Sha256;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/// A whole content whose hash is known. When it turns out to be another, the last of its bytes are not handed
/// out: who is sent them sees that they are missing.
final class CheckedStream extends FilterInputStream {
    private final MessageDigest digest = Sha256.begin();
    private final StoredImage.Content content;
    private final Verdict verdict;
    private long left;

    /// Is told what came of it, when all was read.
    interface Verdict {
        void sound();

        void damaged();
    }

    CheckedStream(InputStream in, StoredImage.Content content, Verdict verdict) {
        super(in);
        this.content = content;
        this.verdict = verdict;
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
        if (count < 0 && left > 0) {
            verdict.damaged();
            throw new EOFException("the file of an image is too short: " + content.sha256());
        }
        if (count > 0) {
            digest.update(target, offset, count);
            left -= count;
            if (left == 0) {
                requireSound();
            }
        }
        return count;
    }

    private void requireSound() throws IOException {
        if (!Sha256.text(digest).equals(content.sha256())) {
            verdict.damaged();
            throw new IOException("the file of an image is damaged: " + content.sha256());
        }
        verdict.sound();
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
