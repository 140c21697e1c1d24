package dev.vignette.library;

import dev.vignette.database.Database;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.probe.ImageLimits;
import dev.vignette.storage.BlobStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// One upload: its files come in one after the other, then all of them are kept in one transaction, or none. To be
/// closed: what was not kept then makes room at once.
final class Upload implements AutoCloseable {
    /// What uploads need.
    ///
    /// @param audit told of each image in the transaction that adds it
    /// @param orders where renditions of the images are ordered, in that transaction
    record Means(
            Database database,
            BlobStore blobs,
            Shelf shelf,
            Usage usage,
            ImageLimits limits,
            Converter converter,
            long maxBytes,
            ImageAudit audit,
            UploadOrders orders,
            Clock clock) {
        /// The same with another converter.
        Means with(Converter other) {
            return new Means(database, blobs, shelf, usage, limits, other, maxBytes, audit, orders, clock);
        }
    }

    private final Means means;
    private final UploadRequest request;
    private final Sniffer sniffer;
    private final Claims claims;
    private final List<String> files = new ArrayList<>();
    private final List<StoredImage> images = new ArrayList<>();
    private long bytes;

    private Upload(Means means, UploadRequest request) {
        this.means = means;
        this.request = request;
        this.claims = means.shelf().claims();
        this.sniffer = new Sniffer(means.limits(), request.version().formats());
    }

    static Upload begin(Means means, UploadRequest request) {
        return new Upload(means, request);
    }

    /// Refuses what cannot be kept before it comes. What was sent before is not kept a second time, so it needs
    /// no room.
    ///
    /// @param more the bytes that are to come, as far as that is known
    /// @throws VignetteException `QUOTA_EXCEEDED`
    void requireRoom(long more) {
        long room = room();
        // What is converted may become smaller than what comes.
        long least = request.conversion().none() ? more : Math.min(1, more);
        if (least > room) {
            throw noRoom(room);
        }
    }

    /// How many bytes may come.
    private long room() {
        long room = means.database().read(handle -> {
            boolean sentBefore = request.key().map(key -> key.known(handle)).orElse(false);
            return sentBefore
                    ? Long.MAX_VALUE
                    : means.usage()
                            .room(handle, request.owner(), request.details().teams());
        });
        return Math.max(0, room - bytes);
    }

    private static VignetteException noRoom(long room) {
        return new VignetteException(ErrorCode.QUOTA_EXCEEDED, "There is room for " + room + " bytes more");
    }

    /// Takes in one file, to its end.
    ///
    /// @throws VignetteException when it is not what is taken here; nothing of the upload is kept then
    /// @throws IOException as the stream does
    void add(InputStream in) throws IOException {
        // Only what is kept is held against the quota.
        long room = request.conversion().none() ? room() : Long.MAX_VALUE;
        try (IncomingFile file = receive(new AttendedStream(in, claims::goOn), room)) {
            files.add(file.content().sha256());
            if (request.conversion().none()) {
                take(file);
            } else {
                byte[] converted = means.converter()
                        .convert(
                                file.kept(),
                                request.conversion().options(file.content().format()));
                try (IncomingFile other = receive(new ByteArrayInputStream(converted), room())) {
                    take(other);
                }
            }
        }
    }

    private void take(IncomingFile file) {
        claims.add(file.content().sha256(), file.content().bytes(), file::commit);
        bytes += file.content().bytes();
        images.add(image(file.content()));
    }

    private IncomingFile receive(InputStream in, long room) throws IOException {
        return room < means.maxBytes()
                ? IncomingFile.receive(means.blobs(), in, sniffer, room, () -> noRoom(room))
                : IncomingFile.receive(means.blobs(), in, sniffer, means.maxBytes(), this::tooLarge);
    }

    private VignetteException tooLarge() {
        return new VignetteException(
                ErrorCode.BODY_TOO_LARGE, "A file may have at most " + means.maxBytes() + " bytes");
    }

    private StoredImage image(StoredImage.Content content) {
        Instant now = means.clock().instant();
        return new StoredImage(ImageId.at(now), 1, request.owner(), content, request.details(), now);
    }

    /// Keeps what came. When this returns it is durable, or the failure says that it may not be.
    ///
    /// @throws VignetteException `BAD_REQUEST` when no file came, `QUOTA_EXCEEDED`, `KEY_REUSED`
    UploadAnswer keep() {
        return keep((_, _, _) -> {});
    }

    /// Done with each image in the transaction that keeps it.
    @FunctionalInterface
    interface Also {
        /// @param answer to the whole upload
        void accept(Handle handle, StoredImage image, UploadAnswer answer);
    }

    /// As [#keep], and something else in the same transaction.
    UploadAnswer keep(Also also) {
        if (images.isEmpty()) {
            throw new VignetteException(ErrorCode.BAD_REQUEST, "There is no file in the form");
        }
        UploadAnswer answer = answer();
        String fingerprint = request.fingerprint(files);
        UploadAnswer told = means.database().write(handle -> {
            // The answer to an equal request that came first, if one did.
            Optional<JsonObject> before = request.key().flatMap(key -> key.answer(handle, fingerprint));
            if (before.isPresent()) {
                return UploadAnswer.of(before.get());
            }
            images.forEach(image -> insert(handle, image));
            UploadAnswer whole = ordered(handle, answer);
            images.forEach(image -> also.accept(handle, image, whole));
            request.key().ifPresent(key -> remember(handle, key, fingerprint, whole));
            return whole;
        });
        if (request.key().isEmpty()) { // else the images may be those of an earlier request, and be gone by now
            claims.kept();
        }
        return told;
    }

    @Override
    public void close() {
        claims.close();
    }

    private UploadAnswer ordered(Handle handle, UploadAnswer answer) {
        if (request.renditions().isEmpty()) {
            return answer;
        }
        List<String> ids = images.stream().map(image -> image.id().text()).toList();
        return answer.with(means.orders().place(handle, request.principal(), ids, request.renditions()));
    }

    private void remember(Handle handle, Idempotency key, String fingerprint, UploadAnswer answer) {
        if (!key.remember(handle, fingerprint, answer.json(), means.clock().instant())) {
            throw new VignetteException(ErrorCode.CONFLICT, "Another request with this key is being kept");
        }
    }

    private void insert(Handle handle, StoredImage image) {
        claims.use(handle, image.content().sha256());
        ImageRows.insert(handle, image);
        means.usage()
                .add(
                        handle,
                        image.owner(),
                        image.details().teams(),
                        image.content().bytes());
        means.audit().added(handle, request.principal(), image);
    }

    private UploadAnswer answer() {
        ApiVersion version = request.version();
        if (request.form()) {
            var items = new JsonArray();
            images.forEach(image -> items.add(version.json(image)));
            return new UploadAnswer(Optional.empty(), Optional.empty(), new JsonObject().put("items", items));
        }
        StoredImage image = images.getFirst();
        return new UploadAnswer(
                Optional.of(version.location(image.id())), Optional.of(image.etag()), version.json(image));
    }
}
