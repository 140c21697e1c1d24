package dev.vignette.work;

import dev.vignette.contract.Contract;
import dev.vignette.delivery.Ahead;
import dev.vignette.delivery.Purging;
import dev.vignette.http.Answer;
import dev.vignette.http.Exchange;
import dev.vignette.jobs.Job;
import dev.vignette.jobs.JobKind;
import dev.vignette.jobs.JobState;
import dev.vignette.jobs.Jobs;
import dev.vignette.library.Library;
import dev.vignette.library.UploadOrders;
import dev.vignette.options.PresetsConfig;
import dev.vignette.source.Callbacks;
import dev.vignette.telemetry.Metrics;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/// What jobs do, and how they are asked for, open.
public final class Work implements AutoCloseable {
    /// All kinds of jobs.
    static final Set<String> KINDS =
            Set.of(RenditionsKind.NAME, ImportKind.NAME, ReindexKind.NAME, PurgeKind.NAME, WebhookKind.NAME);

    private final Parts parts;
    private final Contract contract = Contract.load();
    private final Followers followers;
    private final WebhookKind webhooks;
    private final Purges purges;
    private final JobApi api;

    /// What it is made of.
    ///
    /// @param callbacks closed with it
    /// @param dataDir where the caches are
    public record Parts(
            WorkConfig config,
            PresetsConfig presets,
            Jobs jobs,
            Library library,
            Purging purging,
            Ahead ahead,
            Callbacks callbacks,
            Metrics metrics,
            Path dataDir,
            Clock clock) {}

    private Work(Parts parts) {
        this.parts = parts;
        WorkConfig config = parts.config();
        Jobs jobs = parts.jobs();
        followers = new Followers(
                config,
                jobs::events,
                id -> jobs.find(id).map(Job::state).map(JobState::isEnd).orElse(true));
        purges = Purges.begin(parts.library().database(), parts.purging(), parts.dataDir(), parts.clock());
        webhooks = new WebhookKind(jobs, parts.callbacks(), config, parts.clock());
        var forms = new RenditionForms(parts.presets(), config.maxRenditions());
        api = new JobApi(
                jobs,
                parts.library(),
                new Wishes(config, forms, parts.library()),
                new OpenJobs(jobs, config.maxOpen()),
                new JobEvents(jobs, followers, config, parts.library().access().rights(), parts.clock()),
                parts.clock());
    }

    /// Takes orders for renditions with uploads.
    public static UploadOrders orders(WorkConfig config, PresetsConfig presets, Jobs jobs) {
        return new UploadJobs(
                jobs, new RenditionForms(presets, config.maxRenditions()), new OpenJobs(jobs, config.maxOpen()));
    }

    /// Begins to do jobs, and to tell of them.
    public static Work begin(Parts parts) {
        var work = new Work(parts);
        parts.jobs().watch(work.followers::changed, work.followers::missed);
        parts.metrics().gauge("vignette.job.followers", "Clients that follow a job", work.followers::count);
        parts.metrics()
                .counter(
                        "vignette.purges.given.up",
                        "Purges of other servers that could not be done here",
                        work.purges::givenUp);
        parts.jobs().start(work.kinds(), work.webhooks, parts.metrics());
        return work;
    }

    private List<JobKind> kinds() {
        Library library = parts.library();
        var rights = new OwnerRights(library.access().rights());
        return List.of(
                new RenditionsKind(library.images(), parts.ahead(), rights),
                new ImportKind(library.imports(), parts.config(), rights),
                new ReindexKind(library.reindexing(), rights),
                new PurgeKind(library.images(), purges, rights),
                webhooks);
    }

    /// Answers a request. Blocking.
    Answer answer(JobRoute route, Exchange exchange) {
        return api.answer(route, exchange, contract.operation(route.operation()));
    }

    /// Lets go of those who follow jobs: they come again, to another server or when this one is back.
    public void letGo() {
        followers.close();
    }

    /// To be closed after the jobs are.
    @Override
    public void close() {
        letGo();
        purges.close();
        parts.callbacks().close();
    }
}
