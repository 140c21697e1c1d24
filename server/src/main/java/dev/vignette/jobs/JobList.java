package dev.vignette.jobs;

import dev.vignette.database.TimeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The statement of a list, the newest first. Each combination of a kind and a state that is asked for is a
/// branch, which walks an index in the order of the list and stops after a page; what all branches give is merged.
/// Requests can be long, so it first tells how long the jobs are; only as many are read as are not too much together.
///
/// @param bound the values in their order
record JobList(String sql, List<Object> bound) {
    /// How many bytes of requests and results are read at a time; one job may be more.
    private static final long MOST_BYTES = 4 << 20;

    private static final List<String> OPEN = Arrays.stream(JobState.values())
            .filter(state -> !state.isEnd())
            .map(JobState::name)
            .toList();

    private static final String COLUMNS = "id, octet_length(request) + COALESCE(octet_length(result), 0) AS bytes";

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
        return "SELECT " + COLUMNS + " FROM job" + conditions + " ORDER BY id DESC LIMIT ?";
    }

    private static void add(List<String> where, String condition, List<Object> bound, Object value) {
        where.add(condition);
        bound.add(value);
    }

    static int countOpen(Handle handle, String owner, Set<String> kinds, int most) {
        return handle.createQuery("""
                        SELECT COUNT(*) FROM (SELECT 1 FROM job
                            WHERE owner = :owner AND kind IN (<kinds>) AND state IN (<states>) LIMIT :most) counted""")
                .bind("owner", owner)
                .bindList("kinds", List.copyOf(kinds))
                .bindList("states", OPEN)
                .bind("most", most)
                .mapTo(Integer.class)
                .one();
    }

    private record Found(String id, long bytes) {}

    /// @param most jobs; fewer when they are long
    JobPage run(Handle handle, int most) {
        List<Found> found = found(handle);
        List<String> ids = few(found.subList(0, Math.min(most, found.size())));
        if (ids.isEmpty()) {
            return new JobPage(List.of(), Optional.empty());
        }
        List<Job> jobs = handle.createQuery(
                        "SELECT " + JobRows.COLUMNS + " FROM job WHERE id IN (<ids>) ORDER BY id DESC")
                .bindList("ids", ids)
                .map((row, _) -> JobRows.job(row))
                .list();
        boolean more = ids.size() < found.size(); // whatever was deleted since they were found
        return new JobPage(jobs, more ? Optional.of(new JobId(ids.getLast())) : Optional.empty());
    }

    private List<Found> found(Handle handle) {
        Query query = handle.createQuery(sql);
        for (int i = 0; i < bound.size(); i++) {
            query.bind(i, bound.get(i));
        }
        return query.map((row, _) -> new Found(row.getString("id"), row.getLong("bytes")))
                .list();
    }

    private static List<String> few(List<Found> found) {
        var ids = new ArrayList<String>();
        long bytes = 0;
        for (Found one : found) {
            bytes += one.bytes();
            if (bytes > MOST_BYTES && !ids.isEmpty()) {
                break;
            }
            ids.add(one.id());
        }
        return ids;
    }
}
