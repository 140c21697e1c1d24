package dev.vignette.library;

import dev.vignette.auth.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The query for the ids of one page. Each way in which the principal may see images, and each of a way's teams,
/// is a branch of its own, so that every branch walks one index in the order of the list and stops after a page;
/// the branches are then merged. A single condition with `OR` would have the database sort all that the
/// principal may see. Single images are few, whatever the teams, so that these are one branch: one for each team
/// would bind every id as often, and SQLite binds 32,766 values at most.
///
/// A walk is long when most of what it meets is not wanted, as with a tag that all images have, and a principal who
/// sees three, or with a format that few have, in the order of another column. So unless the walk meets nothing else
/// than what is wanted, it is asked first whether one of the conditions is rare: then its images are looked up, and
/// sorted.
final class ListSql {
    /// What the table of images is called in the statement.
    private static final String IMAGE = "i";

    /// Of a rare condition all images may be sorted. Others cannot be cut off by this.
    private static final String ALL = " LIMIT 1000000000";

    private final ListQuery query;
    private final Predicate<Condition> rare;
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> bound = new ArrayList<>();

    private ListSql(ListQuery query, Predicate<Condition> rare) {
        this.query = query;
        this.rare = rare;
    }

    /// What can lead: the images whose rows in a table meet a condition, found by an index.
    ///
    /// @param where with question marks
    /// @param values for these
    record Condition(String table, String where, List<Object> values) {
        private static Condition of(String table, String column, String value) {
            return new Condition(table, column + " = ?", List.of(value));
        }

        /// How many there are, but no more than a bound.
        String count(int bound) {
            return "SELECT COUNT(*) FROM (SELECT 1 FROM " + table + " WHERE " + where + " LIMIT " + bound + ") AS few";
        }

        private String images() {
            return "SELECT " + (table.equals("image") ? "id" : "image_id AS id") + " FROM " + table + " WHERE " + where
                    + ALL;
        }
    }

    /// @param sql with question marks
    /// @param bound their values
    record Statement(String sql, List<Object> bound) {
        /// The images themselves, in no order.
        String images() {
            return "SELECT image.* FROM (" + sql + ") AS found CROSS JOIN image WHERE image.id = found.id";
        }
    }

    /// The ids of one image more than the page has, so that it is seen whether another follows.
    ///
    /// @param rare whether few images have it; asked only where that matters
    static Statement of(ListQuery query, Scope scope, Predicate<Condition> rare) {
        var statement = new ListSql(query, rare);
        statement.write(branches(scope));
        return new Statement(statement.sql.toString(), List.copyOf(statement.bound));
    }

    /// What one branch finds: images of this owner, of this team, of one of these teams, with one of these ids,
    /// where these are not empty.
    private record Branch(String owner, String team, Collection<String> teams, Collection<String> ids) {}

    private static List<Branch> branches(Scope scope) {
        return switch (scope) {
            case Scope.Nothing() -> List.of();
            case Scope.Everything() -> List.of(new Branch("", "", List.of(), List.of()));
            case Scope.AnyOf(List<Scope.Clause> clauses) ->
                clauses.stream().flatMap(ListSql::branchesOf).toList();
        };
    }

    private static Stream<Branch> branchesOf(Scope.Clause clause) {
        if (clause.teams().isEmpty() || !clause.images().isEmpty()) {
            return Stream.of(
                    new Branch(clause.owner(), "", new TreeSet<>(clause.teams()), new TreeSet<>(clause.images())));
        }
        return new TreeSet<>(clause.teams())
                .stream().map(team -> new Branch(clause.owner(), team, List.of(), List.of()));
    }

    private void write(List<Branch> branches) {
        if (branches.isEmpty()) {
            sql.append("SELECT id FROM image WHERE 1 = 0");
            return;
        }
        if (branches.size() == 1) {
            write(branches.getFirst());
            return;
        }
        sql.append("SELECT id FROM (");
        for (int i = 0; i < branches.size(); i++) {
            sql.append(i == 0 ? "SELECT * FROM (" : " UNION SELECT * FROM (");
            write(branches.get(i));
            sql.append(") AS branch").append(i);
        }
        sql.append(") AS page");
        order("", "id");
    }

    private void write(Branch branch) {
        ImageFilter filter = query.filter();
        // The rarest condition leads, as far as that can be known: a tag, then a team.
        List<String> tags = filter.tags();
        List<String> teams = new ArrayList<>(filter.team().stream().toList());
        if (!branch.team().isEmpty() && !teams.contains(branch.team())) {
            teams.addFirst(branch.team());
        }
        Optional<Condition> first = rarest(branch, tags, teams);
        String lead = first.isPresent() ? IMAGE : lead(tags, teams);
        String id = lead + (lead.equals(IMAGE) ? ".id" : ".image_id");
        String sorted = byId() ? "" : ", " + lead + '.' + column();
        sql.append("SELECT ").append(id).append(" AS id").append(sorted).append(" FROM ");
        if (first.isPresent()) {
            lookUp(first.get(), tags, teams);
        } else {
            sql.append("image i");
            for (int tag = 0; tag < tags.size(); tag++) {
                join("image_tag", "tag", "g" + tag, tags.get(tag));
            }
            for (int team = 0; team < teams.size(); team++) {
                join("image_team", "team", "t" + team, teams.get(team));
            }
            sql.append(" WHERE 1 = 1");
        }
        if (!branch.owner().isEmpty()) {
            and("i.owner = ?", branch.owner());
        }
        filter.owner().ifPresent(owner -> and("i.owner = ?", owner));
        boolean walking = first.isEmpty();
        String format = walking && isWalkedByFormat(branch, lead) ? "i.format" : unindexed("i.format");
        filter.format().ifPresent(wanted -> and(format + " = ?", wanted.parameter()));
        String bytes = walking && isBy(Sort.Key.BYTES) ? lead + ".bytes" : unindexed("i.bytes");
        filter.minBytes().ifPresent(least -> and(bytes + " >= ?", least));
        filter.maxBytes().ifPresent(most -> and(bytes + " <= ?", most));
        String created = walking && byId() ? id : unindexed(id);
        filter.created().from().ifPresent(from -> and(created + " >= ?", from));
        filter.created().before().ifPresent(before -> and(created + " < ?", before));
        if (!branch.ids().isEmpty()) {
            sql.append(" AND i.id");
            in(branch.ids());
        }
        if (!branch.teams().isEmpty()) {
            sql.append(" AND EXISTS (SELECT 1 FROM image_team a WHERE a.image_id = i.id AND a.team");
            in(branch.teams());
            sql.append(')');
        }
        query.cursor().ifPresent(cursor -> continueAfter(cursor, lead, id));
        order(lead + '.', id);
    }

    /// For what the walked index does not bound: SQLite has no index for an expression. Without statistics it would
    /// take that of the column, and sort all that it finds there. PostgreSQL, which has statistics, sees through
    /// it.
    private static String unindexed(String column) {
        return "CASE WHEN 1 = 1 THEN " + column + " END";
    }

    /// One that can lead, if it is rare, unless the walk meets nothing else anyway.
    private Optional<Condition> rarest(Branch branch, List<String> tags, List<String> teams) {
        var conditions = new ArrayList<Condition>();
        if (!branch.owner().isEmpty()) {
            conditions.add(Condition.of("image", "owner", branch.owner()));
        }
        query.filter().owner().ifPresent(owner -> conditions.add(Condition.of("image", "owner", owner)));
        teams.forEach(team -> conditions.add(Condition.of("image_team", "team", team)));
        tags.forEach(tag -> conditions.add(Condition.of("image_tag", "tag", tag)));
        int leading = conditions.size();
        query.filter()
                .format()
                .filter(_ -> leading > 0 || !isWalkedByFormat(branch, lead(tags, teams)))
                .ifPresent(format -> conditions.add(Condition.of("image", "format", format.parameter())));
        if (!isBy(Sort.Key.BYTES)) {
            between("bytes", query.filter().minBytes(), " >= ?", query.filter().maxBytes(), " <= ?")
                    .ifPresent(conditions::add);
        }
        Sort.Span created = query.filter().created();
        if (!byId()) {
            between("id", created.from(), " >= ?", created.before(), " < ?").ifPresent(conditions::add);
        }
        boolean direct = leading == 1 && conditions.size() == 1;
        return direct || !branch.ids().isEmpty()
                ? Optional.empty()
                : conditions.stream().filter(rare).findFirst();
    }

    private static Optional<Condition> between(
            String column, Optional<?> from, String least, Optional<?> to, String most) {
        var where = Stream.of(from.map(_ -> column + least), to.map(_ -> column + most))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" AND "));
        List<Object> values =
                Stream.of(from, to).<Object>flatMap(Optional::stream).toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(new Condition("image", where, values));
    }

    /// Whether the walk is along the images of the format, in the order of their ids.
    private boolean isWalkedByFormat(Branch branch, String lead) {
        return byId()
                && lead.equals(IMAGE)
                && branch.owner().isEmpty()
                && query.filter().owner().isEmpty();
    }

    /// The rare ones first, then the others one by one: `CROSS JOIN` holds SQLite to that order.
    private void lookUp(Condition first, List<String> tags, List<String> teams) {
        sql.append('(').append(first.images()).append(") AS few CROSS JOIN image i");
        bound.addAll(first.values());
        for (int tag = 0; tag < tags.size(); tag++) {
            sql.append(" CROSS JOIN image_tag g").append(tag);
        }
        for (int team = 0; team < teams.size(); team++) {
            sql.append(" CROSS JOIN image_team t").append(team);
        }
        sql.append(" WHERE i.id = few.id");
        for (int tag = 0; tag < tags.size(); tag++) {
            and("g%d.image_id = i.id AND g%d.tag = ?".formatted(tag, tag), tags.get(tag));
        }
        for (int team = 0; team < teams.size(); team++) {
            and("t%d.image_id = i.id AND t%d.team = ?".formatted(team, team), teams.get(team));
        }
    }

    /// The table whose index is walked: an order by its columns is that index's own.
    private static String lead(List<String> tags, List<String> teams) {
        if (!tags.isEmpty()) {
            return "g0";
        }
        return teams.isEmpty() ? IMAGE : "t0";
    }

    private void join(String table, String column, String alias, String value) {
        sql.append(" JOIN %s %s ON %s.image_id = i.id AND %s.%s = ?".formatted(table, alias, alias, alias, column));
        bound.add(value);
    }

    private void and(String condition, Object value) {
        sql.append(" AND ").append(condition);
        bound.add(value);
    }

    private void in(Collection<String> values) {
        String marks = values.stream().map(_ -> "?").collect(Collectors.joining(", "));
        sql.append(" IN (").append(marks).append(')');
        bound.addAll(values);
    }

    private void continueAfter(Cursor cursor, String lead, String id) {
        String beyond = query.sort().descending() ? "<" : ">";
        if (byId()) {
            and(id + " " + beyond + " ?", cursor.id());
        } else {
            sql.append(" AND (%s.%s, %s) %s (?, ?)".formatted(lead, column(), id, beyond));
            Collections.addAll(bound, cursor.value(), cursor.id());
        }
    }

    /// @param prefix of the sorted column
    private void order(String prefix, String id) {
        String direction = query.sort().descending() ? " DESC" : "";
        sql.append(" ORDER BY ");
        if (!byId()) {
            sql.append(prefix).append(column()).append(direction).append(", ");
        }
        sql.append(id).append(direction).append(" LIMIT ").append(query.limit() + 1);
    }

    private boolean byId() {
        return isBy(Sort.Key.CREATED);
    }

    private boolean isBy(Sort.Key key) {
        return query.sort().key() == key;
    }

    private String column() {
        return query.sort().key().column();
    }
}
