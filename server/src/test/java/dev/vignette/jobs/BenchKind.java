package dev.vignette.jobs;

import dev.vignette.database.Database;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/// A kind for benchmarks: a request tells how many chunks there are and how long each takes, as in
/// `{"chunks": 1, "millis": 50}`. Each chunk leaves one row, by the job and its number; and lines in a file of its
/// process, before and after: what a killed process was at is known from there, without the database.
final class BenchKind implements JobKind {
    static final String NAME = "bench";

    private final Database database;
    private final Path journal;

    BenchKind(Database database, Path journal) {
        this.database = database;
        this.journal = journal;
    }

    static void createTable(Database database) {
        database.update(handle -> handle.execute("""
                CREATE TABLE bench_result (job TEXT NOT NULL, number BIGINT NOT NULL, times BIGINT NOT NULL,
                    PRIMARY KEY (job, number))"""));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JobPolicy policy() {
        return JobPolicy.DEFAULT.withAttempts(20).withTimeLimit(Duration.ofMinutes(1));
    }

    @Override
    public Optional<Chunk> next(String request, Optional<String> place) {
        int chunks = new JsonObject(request).getInteger("chunks");
        int number = place.map(Integer::parseInt).orElse(1);
        Optional<String> next = number < chunks ? Optional.of(Integer.toString(number + 1)) : Optional.empty();
        return Optional.of(new Chunk(Integer.toString(number), 1, next));
    }

    @Override
    public ChunkResult run(Chunk chunk, JobRun run) throws InterruptedException {
        String about = run.job() + " " + run.chunk() + " " + run.attempt();
        note("begin " + about);
        Thread.sleep(new JsonObject(run.request()).getInteger("millis"));
        database.update(handle -> handle.createUpdate("""
                        INSERT INTO bench_result (job, number, times) VALUES (?, ?, 1)
                        ON CONFLICT (job, number) DO UPDATE SET times = bench_result.times + 1""")
                .bind(0, run.job().text())
                .bind(1, Long.parseLong(chunk.payload()))
                .execute());
        note("end " + about);
        return new ChunkResult(1);
    }

    private synchronized void note(String line) {
        try {
            Files.writeString(journal, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
