package dev.vignette.jobs;

import dev.vignette.database.TimeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The statement of a list, the newest first. Each combination of a kind and a state that is asked for is a
/// branch, which walks an index in the order of the list and stops after a page; what all branches give is merged.
///
/// @param bound the values in their order
record JobList(String sql, List<Object> bound) {
    /// @param kinds that there are
    /// @param after where the page before ended
    static JobList of(JobFilter filter, Set<String> kinds, Optional<JobId> after, int most) {
        var bound = new ArrayList<>();
        if (filter.kind().isEmpty() && filter.states().isEmpty()) {
            String one = branch(filter, Optional.empty(), Optional.empty(), after, most, bound);
            return new JobList(one, bound);
        }
        var branches = new ArrayList<String>();
        for (String kind : filter.kind().map(Set::of).orElse(kinds)) {
            for (JobState state : filter.anyState()) {
                branches.add("SELECT * FROM ("
                        + branch(filter, Optional.of(kind), Optional.of(state), after, most, bound) + ") b"
                        + branches.size());
            }
        }
        bound.add(most);
        return new JobList(String.join(" UNION ALL ", branches) + " ORDER BY id DESC LIMIT ?", bound);
    }

    private static String branch(
            JobFilter filter,
            Optional<String> kind,
            Optional<JobState> state,
            Optional<JobId> after,
            int most,
            List<Object> bound) {
        var where = new ArrayList<String>();
        filter.owner().ifPresent(owner -> add(where, "owner = ?", bound, owner));
        kind.ifPresent(one -> add(where, "kind = ?", bound, one));
        state.ifPresent(one -> add(where, "state = ?", bound, one.name()));
        after.ifPresent(id -> add(where, "id < ?", bound, id.text()));
        filter.from().ifPresent(from -> add(where, "id >= ?", bound, TimeId.lowestAt(from)));
        filter.to().ifPresent(to -> add(where, "id < ?", bound, TimeId.lowestAt(to)));
        bound.add(most);
        String conditions = where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where);
        return "SELECT " + JobRows.COLUMNS + " FROM job" + conditions + " ORDER BY id DESC LIMIT ?";
    }

    private static void add(List<String> where, String condition, List<Object> bound, Object value) {
        where.add(condition);
        bound.add(value);
    }

    List<Job> run(Handle handle) {
        Query query = handle.createQuery(sql);
        for (int i = 0; i < bound.size(); i++) {
            query.bind(i, bound.get(i));
        }
        return query.map((row, _) -> JobRows.job(row)).list();
    }
}
