package dev.vignette.library;

import dev.vignette.auth.Access;
import dev.vignette.auth.Principal;
import dev.vignette.auth.Rights;
import dev.vignette.contract.Contract;
import dev.vignette.contract.Given;
import dev.vignette.contract.Operation;
import dev.vignette.database.Database;
import dev.vignette.delivery.ImageInfo;
import dev.vignette.delivery.KeptThumbs;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Answer;
import dev.vignette.http.BodyConfig;
import dev.vignette.http.Exchange;
import dev.vignette.http.QueryString;
import dev.vignette.probe.ImageLimits;
import dev.vignette.source.Keeper;
import dev.vignette.source.Originals;
import dev.vignette.storage.BlobConfig;
import dev.vignette.storage.BlobStore;
import dev.vignette.storage.S3Objects;
import dev.vignette.transform.Transformer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The image library, open.
public final class Library implements AutoCloseable {
    private final Parts parts;
    private final Contract contract = Contract.load();
    private final Optional<InUse> inUse;
    private final Sweeper sweeper;
    private final ImageCache cache;
    private final ImageFiles files;
    private final SoundFiles sound;
    private final Upload.Means uploads;
    private final LibraryApi api;
    private final LinkApi links;
    private final Images images;
    private final Tus tus;

    /// What a library is made of. It closes what is its own: the database, the store, and what decides on
    /// access.
    ///
    /// @param bodies says how long an upload may take
    /// @param blobConfig says how S3 is spoken to
    /// @param lock the file that processes on this machine agree by; empty when processes elsewhere may use the
    ///     store
    public record Parts(
            LibraryConfig config,
            ResumableConfig resumable,
            BodyConfig bodies,
            Database database,
            BlobStore blobs,
            BlobConfig blobConfig,
            Access access,
            ImageLimits limits,
            Originals originals,
            Transformer transformer,
            ImageInfo info,
            RenditionStore renditions,
            KeptThumbs thumbs,
            UploadOrders orders,
            Optional<Path> lock,
            Clock clock) {}

    private Library(Parts parts) {
        this.parts = parts;
        Database database = parts.database();
        var terms = Shelf.Terms.of(parts.config().grace(), parts.blobConfig().timeout());
        var shelf = new Shelf(database, parts.blobs(), terms, parts.clock());
        var audit = new ImageAudit(parts.access().audit());
        files = new ImageFiles(parts.blobs());
        sound = new SoundFiles(files);
        cache = new ImageCache(database, parts.config().rowTtl());
        uploads = new Upload.Means(
                database,
                parts.blobs(),
                shelf,
                parts.config().usage(),
                parts.limits(),
                new Renditions(parts.originals(), parts.limits(), parts.transformer()),
                parts.config().maxBytes().bytes(),
                audit,
                parts.orders(),
                parts.clock());
        var resumable = new ResumableUploads(uploads, parts.access().rights(), parts.resumable());
        sweeper = new Sweeper(
                database,
                parts.blobs(),
                shelf,
                resumable,
                parts.access().links(),
                parts.renditions(),
                parts.config(),
                parts.bodies().timeout(),
                parts.clock());
        inUse = parts.lock().map(lock -> InUse.begin(lock, () -> sweeper.sweep(Duration.ZERO)));
        var announcements = Announcements.begin(database.changes(), cache, parts.thumbs());
        var index = new ImageIndex(
                database, parts.access().rights(), parts.config().usage(), audit, announcements, parts.clock());
        images =
                new Images(database, parts.access().rights(), index, parts.renditions(), parts.thumbs(), announcements);
        var content = new ContentAnswer(files, sound);
        api = new LibraryApi(
                index,
                cache,
                uploads,
                new UploadReader(parts.access().rights()),
                new MetadataStore(database, files, parts.originals(), parts.transformer(), parts.info()),
                content,
                parts.thumbs());
        tus = new Tus(resumable, parts.access());
        links = new LinkApi(parts.access(), index, cache, content, parts.thumbs());
    }

    /// Opens it, clears away what earlier processes left behind, and goes on doing so.
    ///
    /// @throws dev.vignette.error.VignetteException when the database or the store is away
    public static Library open(Parts parts) {
        var library = new Library(parts);
        library.sweeper.start();
        return library;
    }

    /// Answers a request. Blocking.
    Answer answer(Route route, ApiVersion version, Exchange exchange) {
        Principal principal = parts.access().enter(exchange);
        Operation operation = contract.operation(route.operation(version));
        Given given =
                route.readByContract() ? operation.read(exchange.parameters(), exchange::header) : new Given(Map.of());
        return api.answer(route, new Call(exchange, version, operation, given, principal));
    }

    /// Resumable uploads.
    Tus tus() {
        return tus;
    }

    /// Answers a request that has to do with shared links. Blocking.
    Answer answer(LinkRoute route, Exchange exchange) {
        Operation operation = contract.operation(route.operation());
        if (route.byLink()) {
            String token = QueryString.single("link", exchange.parameters())
                    .orElseThrow(() -> VignetteException.badParameter(
                            "link", "The parameter link is missing", List.of("what the link's address has")));
            if (route != LinkRoute.SHARED_THUMB) { // whose options have a parser of their own
                var _ = operation.read(exchange.parameters(), exchange::header);
            }
            return links.shared(route, exchange, token);
        }
        Principal principal = parts.access().enter(exchange);
        Given given = operation.read(exchange.parameters(), exchange::header);
        return links.answer(route, exchange, operation, given, principal);
    }

    /// Who may use it.
    public Access access() {
        return parts.access();
    }

    public Database database() {
        return parts.database();
    }

    public Images images() {
        return images;
    }

    public Imports imports() {
        return new Imports(uploads, parts.blobConfig());
    }

    public Reindexing reindexing() {
        return new Reindexing(parts.database(), files);
    }

    /// The file of an image. Who may see it has been asked before. Blocking.
    ///
    /// @throws dev.vignette.error.VignetteException `NOT_FOUND` when it was removed meanwhile
    public Keeper.Kept file(String id) {
        StoredImage image = cache.find(id).orElseThrow(Rights::absent);
        return files.kept(image.content(), image.id().created());
    }

    /// How many originals were found damaged when they were sent.
    public long damaged() {
        return sound.damaged();
    }

    /// Adds the images below a folder, or below an `s3:` URL, that were not added before.
    ///
    /// @return how many failed
    public int importFrom(String from, String owner, List<String> teams, List<String> tags, Progress progress) {
        var by = new Principal(owner, Set.of(), Set.of(), Map.of(), Principal.ANONYMOUS.token());
        UploadRequest request = new Imports.Terms(by, owner, teams, tags).request();
        var task = new ImportTask(uploads, request, progress);
        if (!S3Objects.isUrl(from)) {
            return task.run(ImportSources.below(Path.of(from), true));
        }
        try (var objects = S3Objects.below(from, parts.blobConfig())) {
            return task.run(ImportSources.of(objects));
        }
    }

    /// Writes every image and what is known of it into a folder.
    ///
    /// @return how many failed
    /// @throws IOException when the folder cannot be written to
    public int exportTo(Path folder, Progress progress) throws IOException {
        return new ExportTask(parts.database(), files, progress).run(folder);
    }

    /// Computes the hash of every original anew that was not verified within a time.
    ///
    /// @return how many are missing or damaged, and how many files in the store nothing knows of
    public int verify(Duration age, Progress progress) {
        return new VerifyTask(parts.database(), parts.blobs(), parts.clock(), progress).run(age);
    }

    /// Writes the index anew from the originals and what is known of them.
    ///
    /// @return how many could not be read
    public int reindex(Progress progress) {
        return new ReindexTask(parts.database(), reindexing(), progress).run();
    }

    @Override
    public void close() {
        sweeper.close();
        parts.access().close();
        parts.blobs().close();
        parts.database().close();
        inUse.ifPresent(InUse::close);
    }
}
