package dev.vignette.library;

import dev.vignette.database.ChangeListener;
import dev.vignette.database.Changes;
import dev.vignette.delivery.KeptThumbs;
import org.jdbi.v3.core.Handle;

/// Tells all servers that share the database which images were changed or removed, so that none shows what is no
/// longer so: each forgets what it read of them, and their renditions.
final class Announcements {
    private static final String CHANNEL = "image";

    private final Changes changes;
    private final ImageCache cache;
    private final KeptThumbs thumbs;

    private Announcements(Changes changes, ImageCache cache, KeptThumbs thumbs) {
        this.changes = changes;
        this.cache = cache;
        this.thumbs = thumbs;
    }

    /// From when this returns on, what others tell is heard.
    static Announcements begin(Changes changes, ImageCache cache, KeptThumbs thumbs) {
        var announcements = new Announcements(changes, cache, thumbs);
        changes.subscribe(CHANNEL, announcements.listener());
        return announcements;
    }

    /// Not on the thread that tells: it has a connection, which whoever is reading the row may be waiting for.
    private ChangeListener listener() {
        return new ChangeListener() {
            @Override
            public void changed(String id) {
                var _ = Thread.startVirtualThread(() -> applied(id));
            }

            @Override
            public void missed() {
                // Renditions are looked for under the ids of images that are there, and no id comes again.
                var _ = Thread.startVirtualThread(cache::forgetAll);
            }
        };
    }

    /// To be told when the transaction is committed, to every server.
    void changed(Handle handle, String id) {
        changes.publish(handle, CHANNEL, id);
    }

    /// It is committed: for this server at once, before the request is answered.
    void applied(String id) {
        cache.forget(id);
        thumbs.forget(id);
    }
}
