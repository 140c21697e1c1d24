package dev.vignette;

import dev.vignette.config.Settings;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `vignette jobs …`: what becomes of jobs, asked of a running server.
@Command(
        name = "jobs",
        description = "List, show, retry or cancel the jobs of a running server.",
        mixinStandardHelpOptions = true,
        subcommands = {
            JobsCommand.ListJobs.class,
            JobsCommand.Show.class,
            JobsCommand.Retry.class,
            JobsCommand.Cancel.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class JobsCommand {
    private static final String JOBS = "/v2/jobs";

    private JobsCommand() {}

    /// What all of them do: ask a server.
    abstract static class Task implements Callable<Integer> {
        @Option(
                names = "--url",
                paramLabel = "URL",
                description = "The server. Default: the one that is configured here, at 127.0.0.1.")
        private String url = "";

        @Option(
                names = "--token",
                paramLabel = "TOKEN",
                defaultValue = "${env:VIGNETTE_TOKEN:-}",
                description = "Who asks. Default: VIGNETTE_TOKEN, or else, without --url, an administrator by the"
                        + " server's own key.")
        private String token = "";

        @Option(names = "--json", description = "Print JSON.")
        boolean json;

        @Spec
        private @Nullable CommandSpec spec;

        abstract int run(JobsServer server, PrintWriter out);

        @Override
        public Integer call() {
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            try (var server = JobsServer.of(url, token, Settings.load(System.getenv()))) {
                return run(server, out);
            }
        }
    }

    private static String path(String id) {
        return JOBS + '/' + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    /// `vignette jobs list`.
    @Command(name = "list", description = "List jobs, the newest first.", mixinStandardHelpOptions = true)
    static final class ListJobs extends Task {
        @Option(names = "--state", paramLabel = "STATE", description = "Only those in this state; may be repeated.")
        private List<String> states = List.of();

        @Option(names = "--kind", paramLabel = "KIND", description = "Only those of this kind.")
        private String kind = "";

        @Option(names = "--owner", paramLabel = "NAME", description = "Only those of this owner.")
        private String owner = "";

        @Option(
                names = "--limit",
                paramLabel = "N",
                description = "At most so many, up to 200. Default: ${DEFAULT-VALUE}.")
        private int limit = 50;

        @Override
        int run(JobsServer server, PrintWriter out) {
            JsonObject page = server.get(JOBS + query());
            if (json) {
                out.println(page.encodePrettily());
            } else {
                out.print(JobsText.table(page.getJsonArray("items")));
                out.flush();
            }
            return ExitCode.OK;
        }

        private String query() {
            var pairs = new ArrayList<String>();
            pairs.add("limit=" + limit);
            states.forEach(state -> pairs.add("state=" + encoded(state.toUpperCase(Locale.ROOT))));
            if (!kind.isEmpty()) {
                pairs.add("kind=" + encoded(kind));
            }
            if (!owner.isEmpty()) {
                pairs.add("owner=" + encoded(owner));
            }
            return "?" + String.join("&", pairs);
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    /// `vignette jobs show`.
    @Command(
            name = "show",
            description = "Show a job and its history. Fails when the job ended without success.",
            mixinStandardHelpOptions = true)
    static final class Show extends Task {
        @Parameters(paramLabel = "ID", description = "The job.")
        private String id = "";

        @Option(names = "--follow", description = "Go on until the job ends, with its progress.")
        private boolean follow;

        @Override
        int run(JobsServer server, PrintWriter out) {
            String self = path(id);
            JsonObject job = server.get(self);
            if (follow) {
                job = followed(server, self, job, out);
            } else if (!json) {
                out.print(JobsText.job(job));
                history(server, self, out);
            }
            if (json) {
                out.println(job.encodePrettily());
            } else if (follow) {
                out.print(JobsText.job(job));
            }
            out.flush();
            return switch (job.getString("state")) {
                case "FAILED", "FROZEN", "CANCELLED" -> ExitCode.SOFTWARE;
                default -> ExitCode.OK;
            };
        }

        private static void history(JobsServer server, String self, PrintWriter out) {
            String target = self + "/events?limit=200";
            JsonObject page = server.get(target);
            while (true) {
                page.getJsonArray("items").forEach(event -> out.println(JobsText.event((JsonObject) event)));
                if (!page.containsKey("next")) {
                    return;
                }
                page = server.get(target + "&after=" + page.getLong("next"));
            }
        }

        private JsonObject followed(JobsServer server, String self, JsonObject job, PrintWriter out) {
            try (var progress = new JobProgress(job)) {
                server.follow(self + "/events", event -> {
                    if (!json) {
                        out.println(JobsText.event(event));
                        out.flush();
                    }
                    progress.show(event);
                });
            }
            return server.get(self);
        }
    }

    /// What changes a job.
    abstract static class Change extends Task {
        @Parameters(paramLabel = "ID", description = "The job.")
        private String id = "";

        private final String verb;

        Change(String verb) {
            this.verb = verb;
        }

        @Override
        int run(JobsServer server, PrintWriter out) {
            JsonObject job = server.post(path(id) + '/' + verb);
            out.print(json ? job.encodePrettily() + System.lineSeparator() : JobsText.job(job));
            out.flush();
            return ExitCode.OK;
        }
    }

    /// `vignette jobs retry`.
    @Command(
            name = "retry",
            description = "Queue a job anew that failed, was frozen or was cancelled.",
            mixinStandardHelpOptions = true)
    static final class Retry extends Change {
        Retry() {
            super("retry");
        }
    }

    /// `vignette jobs cancel`.
    @Command(name = "cancel", description = "Cancel a job, also while it runs.", mixinStandardHelpOptions = true)
    static final class Cancel extends Change {
        Cancel() {
            super("cancel");
        }
    }
}
