package dev.vignette.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.vignette.database.ChangeListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// What the database said a few seconds ago, by a key, unless it was told since that it changed.
///
/// Nothing is locked while the database is asked: whoever tells of a change may hold the connection that is waited
/// for. Instead an answer that came while anything changed is not kept.
final class Kept<V> implements ChangeListener {
    private final Cache<String, V> values;
    private final AtomicLong changes = new AtomicLong();

    Kept(long most, Duration ttl, Ticker ticker) {
        this.values = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(ttl)
                .ticker(ticker)
                .build();
    }

    V get(String key, Function<String, V> load) {
        V known = values.getIfPresent(key);
        if (known != null) {
            return known;
        }
        long before = changes.get();
        V loaded = load.apply(key);
        values.put(key, loaded);
        if (changes.get() != before) {
            values.invalidate(key);
        }
        return loaded;
    }

    @Override
    public void changed(String key) {
        changes.incrementAndGet();
        values.invalidate(key);
    }

    @Override
    public void missed() {
        changes.incrementAndGet();
        values.invalidateAll();
    }
}
