package dev.vignette.telemetry;

import java.util.Optional;
import java.util.function.BiConsumer;

/// Remembers nothing, and so has nothing to cost.
final class NoTrace implements Trace {
    @Override
    public Trace begin(Stage stage) {
        return this;
    }

    @Override
    public void add(Stage stage, long start, long end) {}

    @Override
    public void propagate(BiConsumer<String, String> header) {}

    @Override
    public Optional<String> id() {
        return Optional.empty();
    }

    @Override
    public Optional<String> spanId() {
        return Optional.empty();
    }

    @Override
    public Optional<String> traceparent() {
        return Optional.empty();
    }

    @Override
    public void fail(Throwable failure) {}

    @Override
    public void answered(int status) {}

    @Override
    public void end() {}
}
