package dev.vignette;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Jobs as a person reads them.
final class JobsText {
    private static final List<String> HEAD = List.of("ID", "STATE", "KIND", "OWNER", "PROGRESS", "CREATED");

    private JobsText() {}

    /// A line for each.
    static String table(JsonArray jobs) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEAD);
        for (int i = 0; i < jobs.size(); i++) {
            JsonObject job = jobs.getJsonObject(i);
            rows.add(List.of(
                    job.getString("id"),
                    job.getString("state"),
                    job.getString("kind"),
                    job.getString("owner"),
                    progress(job.getJsonObject("progress")),
                    job.getString("created")));
        }
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        var text = new StringBuilder();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                line.append(String.format(Locale.ROOT, "%-" + (widths[column] + 2) + "s", row.get(column)));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    /// All that is known of one.
    static String job(JsonObject job) {
        var text = new StringBuilder();
        for (String name : List.of("id", "kind", "state", "class", "owner", "created", "started", "ended", "traceId")) {
            line(text, name, job.getString(name, ""));
        }
        line(text, "attempts", job.getInteger("attempts").toString());
        JsonObject progress = job.getJsonObject("progress");
        line(text, "progress", progress(progress) + ' ' + progress.getString("unit") + failed(progress));
        line(text, "step", progress.getString("step"));
        JsonObject error = job.getJsonObject("error");
        if (error != null) {
            line(text, "error", error.getString("code") + ": " + error.getString("detail"));
        }
        JsonObject result = job.getJsonObject("result");
        if (result != null) {
            line(text, "result", result.encode());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(String.format(Locale.ROOT, "%-10s%s%n", name, value));
        }
    }

    private static String progress(JsonObject progress) {
        Long total = progress.getLong("total");
        return progress.getLong("done") + (total == null ? "" : "/" + total);
    }

    private static String failed(JsonObject progress) {
        long failed = progress.getLong("failed");
        return failed == 0 ? "" : ", " + failed + " failed";
    }

    /// One event, on a line.
    static String event(JsonObject event) {
        JsonObject details = event.getJsonObject("details");
        return String.format(
                        Locale.ROOT,
                        "%5d  %s  %-9s  %s %s %s",
                        event.getLong("seq"),
                        event.getString("time"),
                        event.getString("state"),
                        event.getInteger("attempt") == 0 ? "" : "attempt " + event.getInteger("attempt"),
                        event.getString("step"),
                        details.isEmpty() ? "" : details.encode())
                .stripTrailing();
    }
}
