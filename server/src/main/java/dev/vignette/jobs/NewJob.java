package dev.vignette.jobs;

import java.util.OptionalLong;

/// A job to be enqueued.
///
/// @param kind the name of its [JobKind]
/// @param owner whose it is: the tenant who takes turns with others
/// @param request what the kind is asked for, as JSON
/// @param unit what its progress counts, as in `images`
/// @param total how many of them, when it is known
public record NewJob(String kind, JobClass jobClass, String owner, String request, String unit, OptionalLong total) {
    public NewJob(String kind, JobClass jobClass, String owner, String request, String unit) {
        this(kind, jobClass, owner, request, unit, OptionalLong.empty());
    }
}
