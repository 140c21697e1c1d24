package dev.vignette.jobs;

import java.util.Optional;

/// A run that was taken, and what its worker must know.
///
/// @param chunk what to do; empty in run 0
/// @param place where run 0 finds the next chunk
/// @param fresh whether no chunk was found yet
record Picked(Lease lease, String request, Optional<Chunk> chunk, Optional<String> place, boolean fresh) {}
