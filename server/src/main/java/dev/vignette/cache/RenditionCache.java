package dev.vignette.cache;

import static java.util.Objects.requireNonNull;

import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.RequestContext;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Renditions in memory and on disk, failures for seconds, and the renders under way: whoever asks for a key that is
/// being rendered gets the result of that one render.
public final class RenditionCache implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RenditionCache.class);

    private final MemoryTier memory;
    private final Optional<DiskTier> disk;
    private final Spill spill;
    private final Failures failures;
    private final Map<RenditionKey, Flight<Found>> underWay = new ConcurrentHashMap<>();
    private final StaleWindows windows;
    private final boolean enabled;
    private final Clock clock;
    private final Executor threads;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /// @param generation all else that a rendition depends on and that may be different after a restart: what another
    ///     generation left on the disk is never served
    /// @param threads where renders run, each on a thread that it may block
    /// @throws java.io.UncheckedIOException when the data folder cannot be used
    public RenditionCache(CacheConfig config, String generation, Clock clock, Executor threads) {
        this.enabled = config.enabled();
        this.windows = config.windows();
        this.clock = clock;
        this.threads = threads;
        this.failures = new Failures(config, clock);
        this.memory = new MemoryTier(config.memory().bytes(), windows, clock);
        long room = config.disk().bytes();
        this.disk = enabled && room > 0
                ? Optional.of(new DiskTier(config.dataDir().resolve("renditions"), room, generation, windows, clock))
                : Optional.empty();
        this.spill = new Spill(() -> disk.map(DiskTier::part).orElseGet(Spill::temporary));
    }

    /// A rendition that is in memory and fresh. Never blocks.
    ///
    /// @param tags what it can be removed by from now on, besides what it was kept with
    public Optional<Found> find(RenditionKey key, Collection<String> tags) {
        Optional<Entry> entry = memory.find(key);
        if (entry.isEmpty() || use(entry.get()) != StaleWindows.Use.FRESH) {
            return Optional.empty();
        }
        hits.increment();
        tag(entry.get(), tags);
        return Optional.of(Found.kept(entry.get().rendition(), Found.Way.MEMORY));
    }

    /// The rendition of this key: the one kept, the one under way, or a new one from `render`. Never blocks.
    ///
    /// @param request whose deadline bounds the waiting; its context is that of a render that it begins
    /// @param render makes the rendition; it is interrupted when nobody waits any more
    /// @return what this client waits for; to complete it from outside is to lose interest
    public CompletableFuture<Found> join(
            RenditionKey key, Collection<String> tags, RequestContext request, Supplier<CachedRendition> render) {
        var mine = new Flight<Found>(key, tags, request);
        if (!enabled) {
            mine.start(threads, _ -> new Found(made(mine, render).rendition(), Found.Way.PASSED, false, false));
            return mine.answer(request.deadline(), UnaryOperator.identity(), mine::leave);
        }
        Optional<Entry> stale = memory.find(key).filter(entry -> use(entry) == StaleWindows.Use.WHILE_REVALIDATED);
        if (stale.isPresent()) {
            hits.increment();
            tag(stale.get(), tags);
            if (underWay.putIfAbsent(key, mine) == null) {
                begin(mine, render);
            }
            return CompletableFuture.completedFuture(Found.kept(stale.get().rendition(), Found.Way.MEMORY));
        }
        misses.increment();
        Flight<Found> flight =
                requireNonNull(underWay.compute(key, (_, other) -> joined(other, tags, request) ? other : mine));
        if (flight == mine) {
            begin(flight, render);
        }
        UnaryOperator<Found> seen = flight == mine ? UnaryOperator.identity() : Found::asCollapsed;
        return flight.answer(request.deadline(), seen, () -> leave(flight));
    }

    /// Nothing is kept of a flight that another takes the place of: a purge would not find it.
    private static boolean joined(@Nullable Flight<Found> flight, Collection<String> tags, RequestContext request) {
        if (flight == null || flight.join(tags, request)) {
            return flight != null;
        }
        flight.outdate(new Purge.All());
        return false;
    }

    private void begin(Flight<Found> flight, Supplier<CachedRendition> render) {
        flight.start(threads, _ -> {
            try {
                return result(flight, render);
            } finally {
                underWay.remove(flight.key(), flight);
            }
        });
    }

    private void leave(Flight<Found> flight) {
        if (flight.leave()) {
            underWay.remove(flight.key(), flight);
        }
    }

    /// What is kept, if it may be answered; else what is rendered. Blocking.
    private Found result(Flight<Found> flight, Supplier<CachedRendition> render) {
        Optional<Entry> inMemory = memory.find(flight.key());
        Optional<Entry> old = inMemory.or(() -> disk.flatMap(tier -> tier.find(flight.key())));
        if (old.isEmpty()) {
            return rendered(flight, Optional.empty(), render);
        }
        Found found = Found.kept(old.get().rendition(), inMemory.isPresent() ? Found.Way.MEMORY : Found.Way.DISK);
        return switch (use(old.get())) {
            case FRESH -> {
                flight.land(tags -> recall(old.get(), tags));
                yield found;
            }
            case WHILE_REVALIDATED -> {
                flight.keep(tags -> recall(old.get(), tags));
                flight.answerAlready(found);
                yield rendered(flight, old, render);
            }
            case IF_ERROR -> rendered(flight, old, render);
            case NEVER -> rendered(flight, Optional.empty(), render);
        };
    }

    private void recall(Entry entry, Tags tags) {
        if (!entry.rendition().large()) {
            memory.put(entry);
            tag(entry, tags.names());
        } else if (!entry.tags().cover(tags.names())) {
            disk.ifPresent(tier -> tier.tag(entry.key(), entry.and(tags).tags()));
        }
    }

    /// @param old the one to be replaced, and to be answered if that fails
    private Found rendered(Flight<Found> flight, Optional<Entry> old, Supplier<CachedRendition> render) {
        Optional<VignetteException> known = failures.find(flight.key());
        if (known.isPresent()) {
            return excused(flight, old, known.get());
        }
        try {
            Entry made = made(flight, render);
            boolean stored = store(flight, old, made);
            Found.Way way = old.isPresent() ? Found.Way.RENEWED : Found.Way.RENDERED;
            return new Found(made.rendition(), way, false, stored);
        } catch (RuntimeException e) {
            if (!flight.idle()) {
                remember(flight, e);
            }
            return excused(flight, old, e);
        }
    }

    private Entry made(Flight<Found> flight, Supplier<CachedRendition> render) {
        return spill.out(new Entry(flight.key(), flight.tags(), render.get()));
    }

    /// @return whether it is kept somewhere
    private boolean store(Flight<Found> flight, Optional<Entry> old, Entry made) {
        boolean small = !made.rendition().large();
        if (made.rendition().freshFor().isZero()) {
            forget(flight.key());
            return false;
        }
        Tags inherited = old.map(Entry::tags).orElse(Tags.NONE);
        boolean landed = flight.land(tags -> {
            Entry entry = made.and(inherited).and(tags);
            if (small) {
                memory.put(entry);
            }
            disk.ifPresent(tier -> tier.put(entry));
        });
        return landed && (small || disk.isPresent());
    }

    /// Remembers why there is no rendition. When the source itself says so, there is none to be answered either.
    private void remember(Flight<Found> flight, RuntimeException failure) {
        if (failure instanceof VignetteException told) {
            flight.keep(tags -> failures.remember(flight.key(), tags, told));
            if (!Failures.passing(told)) {
                forget(flight.key());
            }
        }
    }

    private Found excused(Flight<Found> flight, Optional<Entry> old, RuntimeException failure) {
        if (old.isEmpty() || flight.idle() || !Failures.passing(failure)) {
            throw failure;
        }
        boolean reported =
                !(failure instanceof VignetteException told) || told.code().reported();
        if (reported) {
            LOG.error("a stale rendition was answered, since it could not be made anew", failure);
        }
        return Found.kept(old.get().rendition(), Found.Way.STALE_IF_ERROR);
    }

    private void tag(Entry entry, Collection<String> tags) {
        if (!entry.tags().cover(tags)) {
            memory.replace(entry.key(), now -> {
                Entry tagged = now.and(Tags.NONE.and(tags));
                disk.ifPresent(tier -> tier.tag(now.key(), tagged.tags()));
                return tagged;
            });
        }
    }

    private void forget(RenditionKey key) {
        memory.remove(key);
        disk.ifPresent(tier -> tier.remove(key));
    }

    private StaleWindows.Use use(Entry entry) {
        return windows.of(entry.rendition(), clock.millis());
    }

    /// Removes what is covered. Renders under way are answered, but not kept. Blocking.
    public Purge.Removed purge(Purge purge) {
        long rendering = underWay.values().stream()
                .filter(flight -> flight.outdate(purge))
                .count();
        long failed = failures.purge(purge);
        long inMemory = memory.removeIf(entry -> purge.covers(entry.key().source(), entry.tags()));
        long onDisk = disk.map(tier -> tier.purge(purge)).orElse(0L);
        return new Purge.Removed(inMemory, onDisk, failed, rendering);
    }

    /// The sources of what a purge would remove. Blocking.
    public Set<String> sources(Purge purge) {
        Stream<String> rendering = underWay.values().stream()
                .filter(flight -> purge.covers(flight.key().source(), flight.tags()))
                .map(flight -> flight.key().source());
        Stream<String> inMemory = memory.entries()
                .filter(entry -> purge.covers(entry.key().source(), entry.tags()))
                .map(entry -> entry.key().source());
        Stream<String> onDisk = disk.stream().flatMap(tier -> tier.sources(purge));
        return Stream.of(rendering, inMemory, onDisk)
                .flatMap(Function.identity())
                .collect(Collectors.toSet());
    }

    public TierStatistics memory() {
        return new TierStatistics(hits.sum(), misses.sum(), memory.count(), memory.bytes());
    }

    /// All zero when nothing is kept on disk.
    public TierStatistics disk() {
        return disk.map(DiskTier::statistics).orElseGet(() -> new TierStatistics(0, 0, 0, 0));
    }

    /// For how long renditions are answered after they were fresh.
    public StaleWindows windows() {
        return windows;
    }

    /// How many renders are under way.
    public int underWay() {
        return underWay.size();
    }

    /// How many requests wait for them.
    public int waiting() {
        return underWay.values().stream().mapToInt(Flight::interest).sum();
    }

    /// Calls off what is under way, and writes what waits for the disk.
    @Override
    public void close() {
        underWay.values().forEach(Flight::cancel);
        disk.ifPresent(DiskTier::close);
        spill.close();
    }
}
