package dev.vignette.work;

import dev.vignette.delivery.Wanted;
import dev.vignette.http.JsonAnswer;
import dev.vignette.jobs.Job;
import dev.vignette.jobs.JobEvent;
import dev.vignette.jobs.JobId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is told of jobs and their events.
final class JobJson {
    private static final int MOST_RESULTS = 100;

    private JobJson() {}

    static JsonObject of(Job job) {
        Order order = Order.parse(job.request());
        var json = new JsonObject()
                .put("id", job.id().text())
                .put("kind", job.kind())
                .put("state", job.state().name())
                .put("class", job.jobClass().label())
                .put("owner", job.owner())
                .put("created", JsonAnswer.time(job.created()));
        job.started().ifPresent(time -> json.put("started", JsonAnswer.time(time)));
        job.ended().ifPresent(time -> json.put("ended", JsonAnswer.time(time)));
        json.put("request", order.asked()).put("progress", progress(job)).put("attempts", job.attempts());
        job.failure()
                .ifPresent(failure -> json.put(
                        "error", new JsonObject().put("code", failure.code()).put("detail", failure.detail())));
        job.result().ifPresent(result -> json.put("result", new JsonObject(result)));
        job.traceId().ifPresent(id -> json.put("traceId", id));
        return json.put("links", links(job, order));
    }

    private static JsonObject progress(Job job) {
        Job.Progress progress = job.progress();
        var json = new JsonObject()
                .put("step", job.step())
                .put("done", progress.done())
                .put("failed", progress.failed());
        progress.total().ifPresent(total -> json.put("total", total));
        return json.put("unit", progress.unit());
    }

    /// Where a job is.
    static String location(JobId id) {
        return JobRoute.ROOT + '/' + id;
    }

    private static JsonObject links(Job job, Order order) {
        String self = location(job.id());
        var links = new JsonObject().put("self", self).put("events", self + "/events");
        if (!job.state().isEnd()) {
            links.put("cancel", self + "/cancel");
        }
        if (job.state().isRetryable()) {
            links.put("retry", self + "/retry");
        }
        if (job.kind().equals(RenditionsKind.NAME)) {
            List<String> results = results(order).limit(MOST_RESULTS).toList();
            if (!results.isEmpty()) {
                links.put("results", new JsonArray(results));
            }
        }
        return links;
    }

    /// Where the renditions of what it names can be had.
    private static Stream<String> results(Order order) {
        List<String> queries = order.forms().stream()
                .map(form -> query(Wanted.canonical(form)))
                .toList();
        Stream<String> images = order.images().stream()
                .flatMap(
                        image -> queries.stream().map(query -> "/v2/images/" + image + "/thumb" + mark(query) + query));
        Stream<String> urls = order.items("urls").stream()
                .flatMap(url -> queries.stream()
                        .map(query -> "/thumb?url=" + encoded(url) + (query.isEmpty() ? "" : "&" + query)));
        return Stream.concat(images, urls);
    }

    private static String mark(String query) {
        return query.isEmpty() ? "" : "?";
    }

    /// Options as a URL has them.
    private static String query(String canonical) {
        return Stream.of(canonical.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .map(pair -> pair.length < 2 ? pair[0] : pair[0] + "=" + encoded(pair[1]))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static JsonObject of(JobEvent event) {
        var json = new JsonObject()
                .put("seq", event.seq())
                .put("time", JsonAnswer.time(event.at()))
                .put("node", event.node())
                .put("attempt", event.attempt())
                .put("state", event.state().name())
                .put("step", event.step())
                .put("details", new JsonObject(event.details()));
        event.traceId().ifPresent(id -> json.put("traceId", id));
        event.spanId().ifPresent(id -> json.put("spanId", id));
        return json;
    }
}
