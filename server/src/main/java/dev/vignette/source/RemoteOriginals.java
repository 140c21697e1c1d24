package dev.vignette.source;

import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/// Originals of the web: from the disk while they are fresh, else from their origin, which is asked once for any number
/// of requests, and not at all for a while after it failed.
final class RemoteOriginals implements AutoCloseable {
    /// Longer than any request; a fetch that nobody waits for is interrupted.
    private static final Duration LONGEST = Duration.ofHours(2);

    private final HttpOriginals http;
    private final Optional<SourceTier> tier;
    private final Failures failures;
    private final SourceCacheConfig config;
    private final Duration timeout;
    private final Clock clock;
    private final Map<String, Flight> underWay = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("fetch-", 0).factory());
    final LongAdder hits = new LongAdder();
    private final Map<FetchOutcome, LongAdder> outcomes = new EnumMap<>(FetchOutcome.class);

    /// @param timeout what one fetch may take from its turn on
    RemoteOriginals(
            HttpOriginals http, Optional<SourceTier> tier, SourceCacheConfig config, Duration timeout, Clock clock) {
        this.http = http;
        this.tier = tier;
        this.failures = new Failures(config, clock);
        this.config = config;
        this.timeout = timeout;
        this.clock = clock;
        for (FetchOutcome outcome : FetchOutcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
    }

    /// Fetches the whole file, within the source's own time-out and the deadline of the current request.
    Original fetch(SourceUrl.Remote url) {
        Flight flight = board(url);
        try {
            Duration patience = RequestContext.CURRENT.isBound()
                    ? RequestContext.current().deadline().remaining()
                    : timeout.plusSeconds(1);
            return flight.await(patience).original();
        } finally {
            flight.leave();
        }
    }

    /// Joins the flight to this URL, or starts one.
    private Flight board(SourceUrl.Remote url) {
        String key = url.toString();
        while (true) {
            var mine = new Flight();
            Flight present = underWay.putIfAbsent(key, mine);
            if (present == null) {
                Optional<RequestContext> first =
                        RequestContext.CURRENT.isBound() ? Optional.of(RequestContext.current()) : Optional.empty();
                threads.execute(() -> fly(url, mine, first));
                return mine;
            } else if (present.join()) {
                return present;
            }
            underWay.remove(key, present);
        }
    }

    /// The fetch is known by the request that came first, but not bound to its deadline: it waits for its turn as
    /// long as anybody waits for it.
    private void fly(SourceUrl.Remote url, Flight flight, Optional<RequestContext> first) {
        var deadline = Deadline.after(LONGEST);
        RequestContext context =
                first.map(request -> request.with(deadline)).orElseGet(() -> new RequestContext("source", deadline));
        String key = url.toString();
        try {
            if (flight.start()) {
                Found found = ScopedValue.where(RequestContext.CURRENT, context).call(() -> load(url, flight));
                if (found.keep().isEmpty()) {
                    underWay.remove(key, flight); // who comes now has to ask again
                }
                if (flight.land(found)) {
                    found.keep().ifPresent(flight::keep);
                }
            }
        } catch (Throwable e) { // whatever it is becomes the answer of all who wait
            underWay.remove(key, flight);
            flight.fail(e);
        } finally {
            underWay.remove(key, flight);
            flight.end();
        }
    }

    private Found load(SourceUrl.Remote url, Flight flight) {
        String key = url.toString();
        Optional<SourceTier.Kept> kept = tier.flatMap(files -> files.find(key));
        Instant now = clock.instant();
        if (kept.isPresent() && kept.get().terms().freshAt(now, config.ttl())) {
            hits.increment();
            return Found.of(kept.get().body(), kept.get().terms(), now, Optional.empty());
        }
        Fetched fetched = failures.find(key).map(Fetched.class::cast).orElseGet(() -> ask(url, kept, flight));
        return switch (fetched) {
            case Fetched.Whole(Body body, Terms terms) -> {
                kept.ifPresent(old -> old.body().release());
                Optional<Runnable> keep = tier.map(files -> () -> files.put(key, terms, body));
                if (!terms.freshAt(now, config.ttl())) {
                    keep.ifPresent(flight::keep);
                    keep = Optional.empty();
                }
                yield Found.of(body, terms, now, keep);
            }
            case Fetched.Unchanged(Terms terms) -> {
                SourceTier.Kept old = kept.orElseThrow();
                tier.ifPresent(files -> flight.keep(() -> files.refresh(key, old, terms)));
                yield Found.of(old.body(), terms, now, Optional.empty());
            }
            case Fetched.Failed failed -> standIn(key, failed, kept);
        };
    }

    private Fetched ask(SourceUrl.Remote url, Optional<SourceTier.Kept> kept, Flight flight) {
        Fetched fetched = http.fetch(url, kept.map(SourceTier.Kept::terms), timeout, flight::begun);
        Objects.requireNonNull(outcomes.get(FetchOutcome.of(fetched))).increment();
        if (fetched instanceof Fetched.Failed failed) {
            failures.remember(url.toString(), failed);
        }
        return fetched;
    }

    /// How many fetches ended so.
    long fetched(FetchOutcome outcome) {
        return Objects.requireNonNull(outcomes.get(outcome)).sum();
    }

    /// What is kept, if it may be used although the source failed.
    private Found standIn(String key, Fetched.Failed failed, Optional<SourceTier.Kept> kept) {
        SourceTier.Kept old = kept.orElseThrow(failed::cause);
        boolean usable = failed.trouble().allowsStale()
                && old.terms().usableAt(clock.instant(), config.ttl(), config.staleIfError());
        if (usable) {
            return Found.stale(old.body(), old.terms(), config.remembered(failed.trouble()));
        }
        old.body().release();
        if (failed.trouble() == Trouble.REFUSAL) {
            tier.ifPresent(files -> files.remove(key));
        }
        throw failed.cause();
    }

    int flights() {
        return underWay.size();
    }

    int waiting() {
        return underWay.values().stream().mapToInt(Flight::waiting).sum();
    }

    /// Forgets an original and its failure, also those of a fetch under way. Blocking, as all that is about files.
    ///
    /// @return how many originals were removed
    long purge(SourceUrl.Remote url) {
        String key = url.toString();
        forget(key::equals);
        return tier.map(files -> files.purge(key)).orElse(0L);
    }

    long purgeAll(Predicate<String> urls) {
        forget(urls);
        return tier.map(files -> files.purgeAll(urls)).orElse(0L);
    }

    private void forget(Predicate<String> urls) {
        failures.forget(urls);
        underWay.forEach((url, flight) -> {
            if (urls.test(url)) {
                flight.purge();
                underWay.remove(url, flight);
            }
        });
    }

    /// Waits for what is being kept.
    @Override
    public void close() {
        threads.close();
        http.close();
    }
}
