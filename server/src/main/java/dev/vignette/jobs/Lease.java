package dev.vignette.jobs;

import dev.vignette.telemetry.Trace;

/// A run that a worker has taken, and by whose version it proves that nobody else was given it since.
///
/// @param attempt counts from 1
/// @param node whose worker it is
record Lease(Line.Run run, long version, int attempt, String node, Trace trace) {}
