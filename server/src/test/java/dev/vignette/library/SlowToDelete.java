package dev.vignette.library;

import dev.vignette.storage.BlobKey;
import dev.vignette.storage.BlobStore;
import java.util.concurrent.CountDownLatch;

/// A store whose deletes wait until they are let go.
final class SlowToDelete extends AroundStore {
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);

    SlowToDelete(BlobStore store) {
        super(store);
    }

    @Override
    public boolean delete(BlobKey key) {
        reached.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return super.delete(key);
    }
}
