package dev.vignette.library;

import dev.vignette.auth.Held;
import dev.vignette.auth.ImageRef;
import dev.vignette.auth.Principal;
import dev.vignette.auth.Rights;
import dev.vignette.auth.Scope;
import dev.vignette.auth.Verb;
import dev.vignette.database.Database;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// What is known of images, for those who may know it. Blocking.
final class ImageIndex {
    private final Database database;
    private final Rights rights;
    private final Usage usage;
    private final ImageAudit audit;
    private final Announcements announcements;
    private final Clock clock;

    ImageIndex(
            Database database, Rights rights, Usage usage, ImageAudit audit, Announcements announcements, Clock clock) {
        this.database = database;
        this.rights = rights;
        this.usage = usage;
        this.audit = audit;
        this.announcements = announcements;
        this.clock = clock;
    }

    /// @param cursor of the page that follows, if one does
    record Page(List<StoredImage> images, Optional<String> cursor) {}

    /// The image as it is now.
    ///
    /// @throws VignetteException `UNAUTHENTICATED`, `NOT_FOUND` when there is none, or none that the principal
    ///     may see
    StoredImage read(Principal principal, String id) {
        Held held = rights.held(principal);
        return permitted(held, principal, Verb.VIEW, database.read(handle -> find(handle, id)));
    }

    /// The same, of an image that was read by somebody else.
    StoredImage permitted(Principal principal, Verb verb, Optional<StoredImage> image) {
        return permitted(rights.held(principal), principal, verb, image);
    }

    /// Of the images that the principal may see, those that the query finds.
    Page list(Principal principal, ListQuery query) {
        requireSomebody(principal);
        Scope scope = rights.scope(principal, Verb.VIEW);
        List<StoredImage> found = database.read(handle -> ImageRows.page(handle, query, scope));
        if (found.size() <= query.limit()) {
            return new Page(found, Optional.empty());
        }
        List<StoredImage> page = found.subList(0, query.limit());
        Cursor next = Cursor.after(page.getLast(), query.sort(), query.fingerprint());
        return new Page(page, Optional.of(next.text()));
    }

    /// Changes what is said of an image.
    ///
    /// @param condition fails when the entity tag is not the one that the client takes it for
    /// @throws VignetteException `NOT_FOUND`, `FORBIDDEN`, `PRECONDITION_FAILED`, `BAD_PARAMETER`,
    ///     `QUOTA_EXCEEDED`
    StoredImage change(Principal principal, String id, Consumer<String> condition, JsonObject patch) {
        Held held = rights.held(principal);
        StoredImage changed = database.write(handle -> {
            StoredImage seen = permitted(held, principal, Verb.EDIT, find(handle, id));
            condition.accept(seen.etag());
            StoredImage after = patched(seen, patch);
            requireHandOver(held, seen, after);
            ImageRows.update(handle, after);
            usage.move(handle, seen, after);
            audit.changed(handle, principal, seen, after);
            announcements.changed(handle, id);
            return after;
        });
        announcements.applied(id);
        return changed;
    }

    private StoredImage patched(StoredImage image, JsonObject patch) {
        MergePatch change = MergePatch.of(patch, image.details());
        return new StoredImage(
                image.id(),
                image.version() + 1,
                change.owner().orElse(image.owner()),
                image.content(),
                change.details(),
                clock.instant());
    }

    private static void requireHandOver(Held held, StoredImage seen, StoredImage changed) {
        boolean handedOver = !seen.owner().equals(changed.owner())
                || !seen.details().teams().equals(changed.details().teams());
        if (handedOver && !held.mayHandOver(ref(seen), ref(changed))) {
            throw new VignetteException(
                    ErrorCode.FORBIDDEN,
                    "The rights held do not include to give the image to this owner or these teams");
        }
    }

    /// Removes an image. Its file goes later, unless another image has the same.
    ///
    /// @throws VignetteException `NOT_FOUND`, `FORBIDDEN`, `PRECONDITION_FAILED`
    void delete(Principal principal, String id, Consumer<String> condition) {
        Held held = rights.held(principal);
        database.write(handle -> {
            StoredImage seen = permitted(held, principal, Verb.DELETE, find(handle, id));
            condition.accept(seen.etag());
            var _ = RenditionRows.removeOf(handle, seen.id().text(), clock.instant());
            BlobRows.lock(handle, seen.content().sha256());
            ImageRows.delete(handle, seen.id());
            BlobRows.release(handle, seen.content().sha256(), clock.instant());
            usage.remove(
                    handle, seen.owner(), seen.details().teams(), seen.content().bytes());
            audit.deleted(handle, principal, seen);
            announcements.changed(handle, id);
            return seen;
        });
        announcements.applied(id);
    }

    private static Optional<StoredImage> find(Handle handle, String id) {
        return ImageId.parse(id).flatMap(known -> ImageRows.find(handle, known.text()));
    }

    private static StoredImage permitted(Held held, Principal principal, Verb verb, Optional<StoredImage> image) {
        requireSomebody(principal);
        StoredImage present = image.orElseThrow(Rights::absent);
        held.require(verb, ref(present));
        return present;
    }

    private static void requireSomebody(Principal principal) {
        if (principal.anonymous()) {
            throw new VignetteException(ErrorCode.UNAUTHENTICATED, "A token is needed for this");
        }
    }

    static ImageRef ref(StoredImage image) {
        return new ImageRef(
                image.id().text(), image.owner(), Set.copyOf(image.details().teams()));
    }
}
