package dev.vignette.telemetry;

import java.util.Optional;
import java.util.function.BiConsumer;

/// A part of a trace that is under way: a request, or a stage of it.
public sealed interface Trace permits NoTrace, OtlpTrace {
    /// Of a request that is not traced.
    Trace NONE = new NoTrace();

    /// Begins a part of this one.
    Trace begin(Stage stage);

    /// Adds a part that is over, by the clock of `System.nanoTime`.
    void add(Stage stage, long start, long end);

    /// Tells the next server of this trace, so that its own part joins it.
    ///
    /// @param header takes the name and the value of each header
    void propagate(BiConsumer<String, String> header);

    /// The trace id, in 32 hexadecimal digits.
    Optional<String> id();

    /// The id of this part, in 16 hexadecimal digits.
    Optional<String> spanId();

    /// What the next server is told of it, as a text that can be kept (W3C).
    Optional<String> traceparent();

    /// Notes what went wrong.
    void fail(Throwable failure);

    /// Notes what was answered.
    void answered(int status);

    void end();
}
