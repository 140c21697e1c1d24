package dev.vignette.jobs;

import java.util.Optional;

/// A part of a job that is run by itself: short, a second or fifty things, so that turns come often.
///
/// @param payload what to do, as JSON
/// @param size how many of the job's units are in it
/// @param next where the next chunk begins; empty when this is the last
public record Chunk(String payload, int size, Optional<String> next) {}
