package dev.vignette.jobs;

import java.util.List;
import java.util.Optional;

/// A part of a list.
///
/// @param next after which job the next part begins; empty when there is none
public record JobPage(List<Job> jobs, Optional<JobId> next) {}
