package dev.vignette.jobs;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Which jobs to list.
///
/// @param states empty for all
/// @param from not before this
/// @param to before this
public record JobFilter(
        Optional<String> owner,
        Optional<String> kind,
        Set<JobState> states,
        Optional<Instant> from,
        Optional<Instant> to) {
    public static final JobFilter ALL =
            new JobFilter(Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), Optional.empty());

    public JobFilter {
        states = Set.copyOf(states);
    }

    public JobFilter ownedBy(String one) {
        return new JobFilter(Optional.of(one), kind, states, from, to);
    }

    public JobFilter ofKind(String one) {
        return new JobFilter(owner, Optional.of(one), states, from, to);
    }

    public JobFilter in(Set<JobState> some) {
        return new JobFilter(owner, kind, some, from, to);
    }

    public JobFilter between(Optional<Instant> notBefore, Optional<Instant> before) {
        return new JobFilter(owner, kind, states, notBefore, before);
    }

    Set<JobState> anyState() {
        return states.isEmpty() ? EnumSet.allOf(JobState.class) : states;
    }
}
