package dev.vignette.work;

import dev.vignette.auth.Actor;
import dev.vignette.auth.Principal;
import dev.vignette.auth.Verb;
import dev.vignette.contract.Given;
import dev.vignette.contract.Operation;
import dev.vignette.database.Database;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Answer;
import dev.vignette.http.Exchange;
import dev.vignette.http.JsonAnswer;
import dev.vignette.http.Preconditions;
import dev.vignette.jobs.Job;
import dev.vignette.jobs.JobChange;
import dev.vignette.jobs.JobFilter;
import dev.vignette.jobs.JobId;
import dev.vignette.jobs.JobPage;
import dev.vignette.jobs.JobState;
import dev.vignette.jobs.Jobs;
import dev.vignette.library.Idempotency;
import dev.vignette.library.Library;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// What each operation on jobs does. Whoever asked for a job may do all with it, and an administrator; for others
/// there is none. Blocking.
final class JobApi {
    private static final int LONGEST_BODY = 4 << 20;
    private static final int USUAL = 50;

    private final Jobs jobs;
    private final Library library;
    private final Database database;
    private final Wishes wishes;
    private final OpenJobs open;
    private final JobEvents events;
    private final Clock clock;

    JobApi(Jobs jobs, Library library, Wishes wishes, OpenJobs open, JobEvents events, Clock clock) {
        this.jobs = jobs;
        this.library = library;
        this.database = library.database();
        this.wishes = wishes;
        this.open = open;
        this.events = events;
        this.clock = clock;
    }

    Answer answer(JobRoute route, Exchange exchange, Operation operation) {
        Principal principal = library.access().enter(exchange);
        Given given = operation.read(exchange.parameters(), exchange::header);
        return switch (route) {
            case LIST -> list(principal, given);
            case CREATE -> create(principal, given, operation.checked(Wishes.told(exchange.json(LONGEST_BODY))));
            case READ -> read(exchange, seen(principal, exchange));
            case DELETE -> delete(principal, seen(principal, exchange));
            case EVENTS -> events.answer(exchange, given, principal, seen(principal, exchange));
            case CANCEL -> changed(200, principal, seen(principal, exchange), "job.cancel", jobs::cancel);
            case RETRY -> retry(principal, seen(principal, exchange));
        };
    }

    private static void requireSomebody(Principal principal) {
        if (principal.anonymous()) {
            throw new VignetteException(ErrorCode.UNAUTHENTICATED, "A token is needed for this");
        }
    }

    /// The job, if this principal may know of it.
    private Job seen(Principal principal, Exchange exchange) {
        requireSomebody(principal);
        return JobId.parse(exchange.variable("id"))
                .flatMap(jobs::find)
                .filter(job -> job.owner().equals(principal.subject()) || isAdmin(principal))
                .orElseThrow(JobApi::absent);
    }

    private boolean isAdmin(Principal principal) {
        return library.access().rights().may(principal, Verb.ADMIN);
    }

    private static VignetteException absent() {
        return new VignetteException(ErrorCode.NOT_FOUND, "There is no such job");
    }

    private Answer list(Principal principal, Given given) {
        requireSomebody(principal);
        Optional<String> owner = isAdmin(principal) ? given.text("owner") : Optional.of(principal.subject());
        if (given.text("owner")
                .filter(asked -> !asked.equals(owner.orElse(asked)))
                .isPresent()) {
            return JsonAnswer.of(new JsonObject().put("items", new JsonArray()), Map.of());
        }
        int limit = given.number("limit").map(Long::intValue).orElse(USUAL);
        Optional<JobId> after = given.text("cursor").map(JobApi::cursor);
        JobPage page = jobs.list(filter(owner, given), Work.KINDS, after, limit);
        var body = new JsonObject()
                .put(
                        "items",
                        new JsonArray(page.jobs().stream().map(JobJson::of).toList()));
        page.next().ifPresent(id -> body.put("next", id.text()));
        return JsonAnswer.of(body, Map.of());
    }

    private static JobFilter filter(Optional<String> owner, Given given) {
        return new JobFilter(
                owner,
                given.text("kind"),
                given.texts("state").stream().map(JobState::valueOf).collect(Collectors.toSet()),
                given.time("createdFrom"),
                given.time("createdBefore"));
    }

    private static JobId cursor(String text) {
        return JobId.parse(text)
                .orElseThrow(() -> VignetteException.badParameter(
                        "cursor", "This is not a cursor", List.of("the value of next in the page before")));
    }

    private Answer create(Principal principal, Given given, JsonObject body) {
        Optional<Idempotency> key =
                given.text("Idempotency-Key").map(text -> new Idempotency(principal.subject(), text));
        String fingerprint = "job " + body.encode();
        JsonObject job = database.read(handle -> before(handle, key, fingerprint))
                .orElseGet(() -> create(principal, key, fingerprint, body));
        return JsonAnswer.changed(
                202, job, Map.of("Location", job.getJsonObject("links").getString("self")));
    }

    /// The answer to an equal request that came first, if one did.
    private static Optional<JsonObject> before(Handle handle, Optional<Idempotency> key, String fingerprint) {
        return key.flatMap(it -> it.answer(handle, fingerprint));
    }

    /// Not serialisable: requests of one owner change the one row of that owner's rank, and would be run anew for it.
    private JsonObject create(Principal principal, Optional<Idempotency> key, String fingerprint, JsonObject body) {
        Wish wish = wishes.read(principal, body);
        open.requireRoom(principal.subject());
        return database.update(handle -> {
            if (key.isPresent() && !key.get().take(handle, fingerprint, clock.instant())) {
                return before(handle, key, fingerprint)
                        .orElseThrow(() -> new VignetteException(
                                ErrorCode.CONFLICT, "The answer to an equal request was just forgotten"));
            }
            JsonObject made = enqueued(handle, principal, wish);
            key.ifPresent(it -> it.fill(handle, made));
            return made;
        });
    }

    private JsonObject enqueued(Handle handle, Principal principal, Wish wish) {
        JobId id = jobs.enqueue(handle, wish.job());
        library.access()
                .audit()
                .record(handle, Actor.of(principal), "job.create", JobJson.location(id), Map.of("kind", wish.kind()));
        return JobJson.of(jobs.find(handle, id).orElseThrow(JobApi::absent));
    }

    private static Answer read(Exchange exchange, Job job) {
        String etag = "\"" + job.lastEvent() + "-" + job.progress().done() + "\"";
        return Preconditions.check(exchange, etag, Optional.empty())
                ? JsonAnswer.unchanged(etag)
                : JsonAnswer.of(JobJson.of(job), Map.of("ETag", etag));
    }

    private Answer retry(Principal principal, Job job) {
        wishes.requireMay(principal, job);
        if (!job.kind().equals(WebhookKind.NAME)) {
            open.requireRoom(job.owner());
        }
        return changed(202, principal, job, "job.retry", jobs::retry);
    }

    /// Makes a change.
    @FunctionalInterface
    private interface Changing {
        JobChange change(Handle handle, JobId id, String actor);
    }

    private Answer changed(int status, Principal principal, Job job, String action, Changing changing) {
        Job now = change(
                principal,
                job,
                action,
                handle -> changing.change(handle, job.id(), principal.subject()),
                (handle, id) -> jobs.find(handle, id).orElseThrow(JobApi::absent));
        return JsonAnswer.changed(status, JobJson.of(now), Map.of());
    }

    private Answer delete(Principal principal, Job job) {
        var _ = change(principal, job, "job.delete", handle -> jobs.delete(handle, job.id()), (_, id) -> id);
        return JsonAnswer.nothing();
    }

    private <T> T change(
            Principal principal,
            Job job,
            String action,
            Function<Handle, JobChange> change,
            BiFunction<Handle, JobId, T> result) {
        return database.write(handle -> switch (change.apply(handle)) {
            case DONE -> {
                library.access()
                        .audit()
                        .record(
                                handle,
                                Actor.of(principal),
                                action,
                                JobJson.location(job.id()),
                                Map.of("kind", job.kind()));
                yield result.apply(handle, job.id());
            }
            case ABSENT -> throw absent();
            case REFUSED ->
                throw new VignetteException(
                        ErrorCode.CONFLICT,
                        "Not of a job that is " + job.state().name());
        });
    }
}
