package dev.vignette.jobs;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A kind whose requests say how many chunks there are, as in `{"chunks": 3}`; what a chunk does is the test's.
final class TestKind implements JobKind {
    static final String NAME = "test";

    /// What was run, in the order of the beginnings.
    final List<String> runs = new CopyOnWriteArrayList<>();

    volatile Work work = (chunk, _) -> new ChunkResult(chunk.size());
    volatile JobPolicy policy = JobPolicy.DEFAULT.withTimeLimit(Duration.ofMinutes(10));
    private final String name;

    TestKind() {
        this(NAME);
    }

    TestKind(String name) {
        this.name = name;
    }

    @FunctionalInterface
    interface Work {
        ChunkResult run(Chunk chunk, JobRun run) throws InterruptedException;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public JobPolicy policy() {
        return policy;
    }

    @Override
    public Optional<Chunk> next(String request, Optional<String> place) {
        int chunks = new JsonObject(request).getInteger("chunks", 1);
        int number = place.map(Integer::parseInt).orElse(1);
        if (number > chunks) {
            return Optional.empty();
        }
        Optional<String> next = number == chunks ? Optional.empty() : Optional.of(Integer.toString(number + 1));
        boolean afterAll = number == new JsonObject(request).getInteger("afterAll", 0);
        return Optional.of(new Chunk(Integer.toString(number), 10, next, afterAll));
    }

    @Override
    public ChunkResult run(Chunk chunk, JobRun run) throws InterruptedException {
        runs.add(run.owner() + " " + chunk.payload() + " " + run.attempt());
        return work.run(chunk, run);
    }
}
