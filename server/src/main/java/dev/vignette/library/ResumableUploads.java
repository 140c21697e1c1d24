package dev.vignette.library;

import dev.vignette.auth.Held;
import dev.vignette.auth.Principal;
import dev.vignette.auth.Rights;
import dev.vignette.auth.Verb;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.BodyStream;
import dev.vignette.storage.BlobKey;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Uploads that come in pieces, over several requests. What has come is in the store in parts, each of which is
/// durable when it counts; any server that shares the store can go on. When the last byte is there the parts are
/// read as one file, which becomes an image as any upload does.
final class ResumableUploads {
    private static final int SOME = 100;

    /// How many images are made at the same time: each reads and writes all of its upload.
    private static final int MAKINGS = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Upload.Means means;
    private final Rights rights;
    private final ResumableConfig config;
    private final Turns turns = new Turns(MAKINGS, PATIENCE, "Too many uploads are being completed");

    ResumableUploads(Upload.Means means, Rights rights, ResumableConfig config) {
        this.means = means;
        this.rights = rights;
        this.config = config;
    }

    long maxBytes() {
        return means.maxBytes();
    }

    /// @throws VignetteException `FORBIDDEN`, `BODY_TOO_LARGE`, `QUOTA_EXCEEDED` by what is under way too;
    ///     `BAD_PARAMETER`, `QUEUE_FULL` by the renditions that are asked for
    Resumable begin(Principal principal, ApiVersion version, long length, String metadata) {
        requireMay(principal, details(metadata));
        requireOrders(principal, version, TusMetadata.parse(metadata).renditions());
        if (length > means.maxBytes()) {
            throw new VignetteException(
                    ErrorCode.BODY_TOO_LARGE, "A file may have at most " + means.maxBytes() + " bytes");
        }
        Instant now = means.clock().instant();
        var upload = new Resumable(
                ImageId.at(now),
                principal.subject(),
                length,
                0,
                metadata,
                now.plus(config.lifetime()),
                Optional.empty(),
                Optional.empty());
        return means.database().write(handle -> {
            var underWay = ResumableRows.underWay(handle, upload.owner());
            if (underWay.uploads() >= config.most()) {
                throw new VignetteException(
                        ErrorCode.QUOTA_EXCEEDED, "There may be at most " + config.most() + " uploads under way");
            }
            means.usage().check(handle, upload.owner(), details(metadata).teams(), underWay.bytes() + length);
            ResumableRows.insert(handle, upload);
            return upload;
        });
    }

    private void requireMay(Principal principal, Details details) {
        Held held = rights.held(principal);
        held.require(Verb.UPLOAD);
        UploadReader.requireOwnTeams(held, details.teams());
    }

    private void requireOrders(Principal principal, ApiVersion version, List<String> renditions) {
        if (renditions.isEmpty()) {
            return;
        }
        if (!version.takesOrders()) {
            throw VignetteException.badParameter(
                    "Upload-Metadata", "No renditions can be asked for here", List.of("/v2/uploads"));
        }
        means.orders().check(principal, renditions);
    }

    private static Details details(String metadata) {
        return TusMetadata.parse(metadata).details();
    }

    /// One of the principal's own; those of others are as if they were not.
    ///
    /// @throws VignetteException `UNAUTHENTICATED`, `FORBIDDEN`, `NOT_FOUND`
    Resumable find(Principal principal, String id) {
        rights.require(principal, Verb.UPLOAD);
        return means.database()
                .read(handle -> ResumableRows.find(handle, id))
                .filter(upload -> upload.owner().equals(principal.subject()))
                .filter(upload -> upload.expires().isAfter(means.clock().instant()))
                .orElseThrow(() -> new VignetteException(ErrorCode.NOT_FOUND, "There is no such upload"));
    }

    /// Takes what comes. When the body breaks off, what came before counts; with a checksum all or nothing does.
    ///
    /// @throws VignetteException `CHECKSUM_MISMATCH`, `CONFLICT` when another request adds to it at the same time,
    ///     and as the body and the store do
    Resumable append(Resumable upload, BodyStream body, Optional<TusChecksum> checksum) {
        Resumable now = upload;
        while (true) {
            try (ReceivedPart part = ReceivedPart.receive(means.blobs(), body, checksum)) {
                if (part.bytes() > 0) {
                    now = add(now, part);
                }
                if (part.failure().isPresent()) {
                    throw part.failure().get();
                }
                if (part.last()) {
                    return now;
                }
            }
        }
    }

    private Resumable add(Resumable upload, ReceivedPart received) {
        var part = new ResumableRows.Part(received.sha256(), received.bytes());
        try (Claims claims = means.shelf().claims()) { // what is refused goes at once
            claims.add(part.sha256(), part.bytes(), received::commit);
            Resumable longer = means.database().write(handle -> {
                claims.use(handle, part.sha256());
                if (!ResumableRows.add(handle, upload, part)) {
                    throw new VignetteException(ErrorCode.CONFLICT, "Another request adds to this upload");
                }
                return ResumableRows.find(handle, upload.id().text()).orElseThrow(Rights::absent);
            });
            claims.kept();
            return longer;
        }
    }

    /// Makes the image of an upload that is complete, unless it is made, or another request makes it. All of it is read
    /// for that, so it takes as long as a body may.
    ///
    /// @throws VignetteException when it cannot become an image; the upload is gone then. It stays after
    ///     `FORBIDDEN`, when who began it may not do so any longer, and `BAD_PARAMETER`, when a preset is gone
    Resumable finish(Principal principal, ApiVersion version, Resumable upload) {
        if (!upload.complete() || upload.image().isPresent()) {
            return upload;
        }
        requireMay(principal, details(upload.metadata()));
        List<String> renditions = TusMetadata.parse(upload.metadata()).renditions();
        if (!renditions.isEmpty()) {
            means.orders().requirePresets(renditions);
        }
        return turns.take(() -> {
            var making = new Making(means.database(), means.clock(), upload.id());
            if (!making.begin()) {
                return upload;
            }
            try (making) {
                return make(principal, version, upload, making);
            }
        });
    }

    private Resumable make(Principal principal, ApiVersion version, Resumable upload, Making making) {
        var request = new UploadRequest(
                principal,
                principal.subject(),
                version,
                details(upload.metadata()),
                Conversion.NONE,
                TusMetadata.parse(upload.metadata()).renditions(),
                Optional.empty(),
                false);
        try (InputStream all = all(upload, making);
                Upload image = Upload.begin(means, request)) {
            image.requireRoom(upload.length()); // before all is read anew, which it is for each attempt
            image.add(all);
            requireMay(principal, request.details()); // reading it may have taken long
            var _ = image.keep((handle, kept, answer) -> {
                if (!ResumableRows.finish(handle, upload.id(), kept.id(), answer.job(), over())) {
                    throw new VignetteException(ErrorCode.CONFLICT, "Another request completes this upload");
                }
            });
        } catch (VignetteException e) {
            if (e.code().status() < 500 && !passes(e.code())) {
                end(upload); // it will be the same the next time
            }
            throw e;
        } catch (IOException e) {
            throw new VignetteException(ErrorCode.STORAGE_UNAVAILABLE, "What came of the upload cannot be read", e);
        }
        return means.database()
                .read(handle -> ResumableRows.find(handle, upload.id().text()))
                .orElseThrow(Rights::absent);
    }

    private static boolean passes(ErrorCode code) {
        return code == ErrorCode.CONFLICT || code == ErrorCode.FORBIDDEN || code == ErrorCode.UNAUTHENTICATED;
    }

    private InputStream all(Resumable upload, Making making) {
        List<ResumableRows.Part> parts = means.database().read(handle -> ResumableRows.parts(handle, upload.id()));
        return new AttendedStream(new Joined(upload, new ArrayDeque<>(parts).iterator()), making::goOn);
    }

    /// Since when the parts of an upload are unused that is over.
    private Instant over() {
        return means.shelf().terms().over(means.clock().instant());
    }

    /// Ends an upload, and throws away what came of it.
    void end(Resumable upload) {
        var _ = remove(upload.id());
    }

    /// Throws away what took too long. What fails with one of them holds up no other.
    ///
    /// @return how many
    int sweep() {
        Instant now = means.clock().instant();
        var failures = new Failures();
        int swept = 0;
        String after = "";
        List<String> expired;
        do {
            String last = after;
            expired = means.database().read(handle -> ResumableRows.expired(handle, now, last, SOME));
            for (String id : expired) {
                swept += failures.of(() -> remove(new ImageId(id)));
                after = id;
            }
        } while (expired.size() == SOME);
        failures.rethrow();
        return swept;
    }

    private int remove(ImageId upload) {
        return means.database().write(handle -> ResumableRows.remove(handle, upload, over())) ? 1 : 0;
    }

    /// The parts as one stream, each opened when those before it are read.
    private final class Joined extends InputStream {
        private final Resumable upload;
        private final Iterator<ResumableRows.Part> parts;
        private InputStream current = InputStream.nullInputStream();

        Joined(Resumable upload, Iterator<ResumableRows.Part> parts) {
            this.upload = upload;
            this.parts = parts;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = current.read(target, offset, length);
            while (read < 0 && parts.hasNext()) {
                current.close();
                current = open(parts.next());
                read = current.read(target, offset, length);
            }
            return read;
        }

        private InputStream open(ResumableRows.Part part) {
            return means.blobs()
                    .read(new BlobKey(part.sha256()), 0, part.bytes())
                    .orElseThrow(this::missing);
        }

        /// No fault of ours when the client has ended the upload meanwhile.
        private VignetteException missing() {
            boolean there = means.database()
                    .read(handle -> ResumableRows.find(handle, upload.id().text()))
                    .isPresent();
            return there
                    ? new VignetteException(ErrorCode.INTERNAL, "A part of the upload is missing")
                    : new VignetteException(ErrorCode.NOT_FOUND, "The upload was ended");
        }

        @Override
        public void close() throws IOException {
            current.close();
        }
    }
}
