package dev.vignette.work;

import dev.vignette.auth.Principal;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.jobs.Job;
import dev.vignette.jobs.JobClass;
import dev.vignette.library.Library;
import dev.vignette.source.SourceUrl;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Reads what is asked for, and decides on whether it may be. Blocking.
final class Wishes {
    /// From so many items on a job is no longer one that somebody waits for.
    private static final int LARGE = 50;

    private static final List<String> PICTURES = List.of("image", "images", "query", "urls");
    private static final List<String> PURGED = List.of("image", "images", "query", "url", "prefix", "tag", "all");

    private final WorkConfig config;
    private final RenditionForms forms;
    private final Library library;
    private final ImportPlaces places;
    private final OwnerRights rights;

    Wishes(WorkConfig config, RenditionForms forms, Library library) {
        this.config = config;
        this.forms = forms;
        this.library = library;
        this.places = new ImportPlaces(config.importFrom());
        this.rights = new OwnerRights(library.access().rights());
    }

    /// What the schema says too, but in words that tell what is missing.
    ///
    /// @throws VignetteException `BAD_PARAMETER`
    static JsonObject told(JsonObject body) {
        Object kind = body.getValue("kind");
        if (RenditionsKind.NAME.equals(kind)) {
            var _ = theOne(PICTURES, body);
            if (!body.containsKey("options") && !body.containsKey("presets")) {
                throw VignetteException.badParameter(
                        "options", "It is not told what to make", List.of("options", "presets"));
            }
        } else if (PurgeKind.NAME.equals(kind)) {
            var _ = theOne(PURGED, body);
        }
        return body;
    }

    /// @param body as the contract says
    /// @throws VignetteException `UNAUTHENTICATED`, `FORBIDDEN`, `NOT_FOUND`, `BAD_PARAMETER`
    Wish read(Principal principal, JsonObject body) {
        if (principal.anonymous()) {
            throw new VignetteException(ErrorCode.UNAUTHENTICATED, "A token is needed for this");
        }
        requireCallback(body);
        String kind = body.getString("kind");
        rights.require(principal, kind, body);
        return switch (kind) {
            case RenditionsKind.NAME -> renditions(principal, body);
            case ImportKind.NAME -> imported(principal, body);
            case ReindexKind.NAME ->
                new Wish(
                        kind,
                        JobClass.BACKFILL,
                        new Order(body, principal, List.of()),
                        ReindexKind.UNIT,
                        OptionalLong.empty());
            case PurgeKind.NAME -> purge(principal, body);
            default -> throw new IllegalArgumentException("the contract has no kind " + kind);
        };
    }

    /// Whether a job may be queued anew by somebody, who need not be its owner; that one is asked about when it runs.
    ///
    /// @throws VignetteException `UNAUTHENTICATED`, `FORBIDDEN`
    void requireMay(Principal principal, Job job) {
        if (!job.kind().equals(WebhookKind.NAME)) {
            rights.require(principal, job.kind(), Order.parse(job.request()).asked());
        }
    }

    private void requireCallback(JsonObject body) {
        String callback = body.getString("callback");
        if (callback == null) {
            return;
        }
        if (config.webhookSecrets().isEmpty()) {
            throw VignetteException.badParameter(
                    "callback",
                    "This server sends no webhooks: there is no secret to sign them with",
                    List.of("no callback", "VIGNETTE_JOBS_WEBHOOK_SECRET"));
        }
        if (!(SourceUrl.parse(callback) instanceof SourceUrl.Remote)) {
            throw VignetteException.badParameter(
                    "callback", "This is no place to call back", List.of("an http or https URL"));
        }
    }

    private Wish renditions(Principal principal, JsonObject body) {
        String what = theOne(PICTURES, body);
        var order = new Order(body, principal, forms.of(body));
        return switch (what) {
            case "query" -> {
                requireQuery(principal, body);
                yield wish(JobClass.BACKFILL, order);
            }
            case "urls" -> {
                List<String> urls = order.items(what);
                requireFew(what, urls);
                urls.forEach(SourceUrl::parse);
                yield wish(ofSize(urls), order);
            }
            default -> {
                List<String> images = order.images();
                requireFew(what, images);
                library.images().requireVisible(principal, images);
                yield wish(ofSize(images), order);
            }
        };
    }

    private static Wish wish(JobClass jobClass, Order order) {
        return new Wish(RenditionsKind.NAME, jobClass, order, RenditionsKind.UNIT, RenditionsKind.total(order));
    }

    private static JobClass ofSize(List<String> items) {
        return items.size() < LARGE ? JobClass.INTERACTIVE : JobClass.BACKFILL;
    }

    private void requireQuery(Principal principal, JsonObject body) {
        var _ = library.images().list(principal, ImageQuery.given(body.getJsonObject("query")), Optional.empty(), 1);
    }

    private void requireFew(String what, List<String> items) {
        if (items.size() > config.maxItems()) {
            throw VignetteException.badParameter(
                    what, "There are too many of them for one job", List.of("at most " + config.maxItems()));
        }
    }

    /// The only one of these that is given.
    private static String theOne(List<String> names, JsonObject body) {
        List<String> given = names.stream().filter(body::containsKey).toList();
        if (given.size() != 1) {
            throw VignetteException.badParameter(
                    given.isEmpty() ? names.getFirst() : given.getLast(),
                    "What the job is about is told by exactly one of these",
                    names);
        }
        return given.getFirst();
    }

    private Wish imported(Principal principal, JsonObject body) {
        places.require(body.getString("from"));
        var order = new Order(body, principal, List.of());
        var _ = ImportKind.terms(order);
        return new Wish(ImportKind.NAME, JobClass.BACKFILL, order, ImportKind.UNIT, OptionalLong.empty());
    }

    private Wish purge(Principal principal, JsonObject body) {
        String what = theOne(PURGED, body);
        var order = new Order(body, principal, List.of());
        if (what.equals("query")) {
            requireQuery(principal, body);
        } else if (Stream.of("image", "images").anyMatch(what::equals)) {
            List<String> images = order.images();
            requireFew(what, images);
            library.images().requireVisible(principal, images);
        } else {
            var _ = PurgeKind.purge(order);
        }
        return new Wish(PurgeKind.NAME, JobClass.INTERACTIVE, order, PurgeKind.UNIT, PurgeKind.total(order));
    }
}
