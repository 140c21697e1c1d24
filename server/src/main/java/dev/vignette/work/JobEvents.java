package dev.vignette.work;

import dev.vignette.auth.Principal;
import dev.vignette.auth.Rights;
import dev.vignette.auth.Verb;
import dev.vignette.contract.Given;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Answer;
import dev.vignette.http.Body;
import dev.vignette.http.Exchange;
import dev.vignette.http.Headers;
import dev.vignette.http.JsonAnswer;
import dev.vignette.jobs.Job;
import dev.vignette.jobs.JobEvent;
import dev.vignette.jobs.Jobs;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The history of a job: in pages, or as it comes.
record JobEvents(Jobs jobs, Followers followers, WorkConfig config, Rights rights, Clock clock) {
    private static final String STREAM = "text/event-stream";
    private static final int USUAL = 50;

    Answer answer(Exchange exchange, Given given, Principal principal, Job job) {
        return accepts(exchange) ? stream(given, principal, job) : page(given, job);
    }

    private static boolean accepts(Exchange exchange) {
        return exchange.header("Accept")
                .filter(accept -> accept.toLowerCase(Locale.ROOT).contains(STREAM))
                .isPresent();
    }

    private Answer page(Given given, Job job) {
        int limit = given.number("limit").map(Long::intValue).orElse(USUAL);
        List<JobEvent> found = jobs.events(job.id(), after(given), limit + 1);
        List<JobEvent> page = found.subList(0, Math.min(limit, found.size()));
        var body = new JsonObject()
                .put("items", new JsonArray(page.stream().map(JobJson::of).toList()));
        if (found.size() > limit) {
            body.put("next", page.getLast().seq());
        }
        return JsonAnswer.of(body, Map.of());
    }

    private static long after(Given given) {
        return given.text("Last-Event-ID")
                .map(Long::parseLong)
                .or(() -> given.number("after"))
                .orElse(0L);
    }

    /// To whom comes again when all has been told it is said not to.
    private Answer stream(Given given, Principal principal, Job job) {
        long after = after(given);
        if (job.state().isEnd() && jobs.events(job.id(), after, 1).isEmpty()) {
            return JsonAnswer.nothing();
        }
        followers.requireRoom(principal.subject());
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", STREAM);
        headers.put("Cache-Control", "no-store");
        headers.put("X-Accel-Buffering", "no");
        var stream = new EventStream(
                config.heartbeat(), principal.token().expires(), () -> mayFollow(principal, job), clock);
        // A number that no event has yet is none that this client can know.
        long known = Math.min(after, job.lastEvent());
        return new Answer(200, Headers.of(headers), new Body.Live(client -> {
            Optional<Followers.Follower> place = followers.follow(job.id(), principal.subject(), known);
            if (place.isEmpty()) {
                return; // others were faster; who comes again is told so
            }
            try (Followers.Follower follower = place.get()) {
                stream.tell(follower.feed(), known, client);
            }
        }));
    }

    /// When it cannot be known, since the database is away, there is nothing to tell either.
    private boolean mayFollow(Principal principal, Job job) {
        try {
            boolean all = rights.may(principal, Verb.ADMIN);
            return all || job.owner().equals(principal.subject());
        } catch (VignetteException e) {
            return e.code() != ErrorCode.UNAUTHENTICATED;
        }
    }
}
