package dev.vignette.jobs;

import java.util.Optional;

/// A run that was taken, and what its worker must know.
///
/// @param chunk what to do; empty in run 0
/// @param place where run 0 finds the next chunk
/// @param fresh whether no chunk was found yet
/// @param alone whether it was the only run of its job
record Picked(
        Lease lease, String request, Optional<Chunk> chunk, Optional<String> place, boolean fresh, boolean alone) {}
