package dev.vignette.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A child process that is waited for until it answers, and stopped with its children on close.
final class Server implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int KEPT_LINES = 40;

    private final String name;
    private final Process process;
    private final long started;
    private final CompletableFuture<Long> ready = new CompletableFuture<>();
    private final CompletableFuture<String> versions = new CompletableFuture<>();
    private final Deque<String> lastLines = new ArrayDeque<>();

    private Server(String name, ProcessBuilder builder, String readyMark) throws IOException {
        this.name = name;
        this.started = System.nanoTime();
        this.process = builder.start();
        Thread.ofVirtual().name("output-" + name).start(() -> follow(readyMark));
    }

    static Server start(Arm arm) throws IOException, InterruptedException {
        return start(arm.name(), arm.directory(), arm.command(), arm.environment(), arm.readyMark());
    }

    static Server start(
            String name, Path directory, List<String> command, Map<String, String> environment, String readyMark)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().remove("VIGNETTE_CORPUS"); // ours, no setting of the server
        builder.environment().putAll(environment);
        Server server = new Server(name, builder, readyMark);
        server.awaitReady();
        return server;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /// From just before the process was made to the line that says it is ready.
    Duration readyAfter() {
        return Duration.ofNanos(ready.join() - started);
    }

    /// From just before the process was made until now.
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /// What its line `versions …` said before it was ready; empty when it said nothing.
    String versions() {
        return versions.getNow("");
    }

    @Override
    public void close() {
        close(GRACE);
    }

    /// Asks the process tree to end, and ends it by force after `grace`.
    void close(Duration grace) {
        stop(process.toHandle(), grace);
    }

    private static void stop(ProcessHandle root, Duration grace) {
        List<ProcessHandle> tree =
                Stream.concat(root.descendants(), Stream.of(root)).toList();
        root.destroy();
        CompletableFuture<?> ended =
                CompletableFuture.allOf(tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
        try {
            ended.get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            tree.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException _) {
            tree.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() throws InterruptedException {
        try {
            ready.get(READY_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new IllegalStateException(name + " did not get ready; it said:\n" + output(), e);
        } catch (InterruptedException e) {
            close();
            throw e;
        }
    }

    private void follow(String readyMark) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                if (line.startsWith("versions ")) {
                    versions.complete(line.substring("versions ".length()));
                }
                if (line.contains(readyMark)) {
                    ready.complete(System.nanoTime());
                }
            }
            ready.completeExceptionally(new IOException(name + " ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private void keep(String line) {
        synchronized (lastLines) {
            lastLines.addLast(line);
            if (lastLines.size() > KEPT_LINES) {
                lastLines.removeFirst();
            }
        }
    }

    /// Its last lines of output.
    String output() {
        synchronized (lastLines) {
            return String.join("\n", lastLines);
        }
    }
}
