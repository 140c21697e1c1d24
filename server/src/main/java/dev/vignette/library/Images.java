package dev.vignette.library;

import dev.vignette.auth.Held;
import dev.vignette.auth.Principal;
import dev.vignette.auth.Rights;
import dev.vignette.auth.Verb;
import dev.vignette.contract.Given;
import dev.vignette.database.Database;
import dev.vignette.delivery.KeptThumbs;
import dev.vignette.delivery.Wanted;
import dev.vignette.error.VignetteException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Images by their ids, as those see them who work on many. Blocking.
public final class Images {
    private final Database database;
    private final Rights rights;
    private final ImageIndex index;
    private final RenditionStore renditions;
    private final KeptThumbs thumbs;
    private final Announcements announcements;

    Images(
            Database database,
            Rights rights,
            ImageIndex index,
            RenditionStore renditions,
            KeptThumbs thumbs,
            Announcements announcements) {
        this.database = database;
        this.rights = rights;
        this.index = index;
        this.renditions = renditions;
        this.thumbs = thumbs;
        this.announcements = announcements;
    }

    /// @throws VignetteException `NOT_FOUND`, the same when there is no such image and when it may not be seen
    public void requireVisible(Principal principal, Collection<String> ids) {
        Held held = rights.held(principal);
        long visible = database.read(handle -> ids.stream()
                .flatMap(id -> ImageRows.find(handle, id).stream())
                .filter(image -> held.may(Verb.VIEW, ImageIndex.ref(image)))
                .count());
        if (visible < ids.size()) {
            throw Rights.absent();
        }
    }

    /// Whether it is there, and may be seen.
    public boolean isVisible(Principal principal, String id) {
        return database.read(handle -> ImageRows.find(handle, id))
                .filter(image -> rights.may(principal, Verb.VIEW, ImageIndex.ref(image)))
                .isPresent();
    }

    /// A page of a list.
    ///
    /// @param next the cursor of the page that follows, if one does
    public record Page(List<String> ids, Optional<String> next) {}

    /// Of the images that the principal may see, the newest first, those that the filters leave.
    ///
    /// @param query the filters, as the parameters of the list of images
    /// @throws VignetteException `BAD_PARAMETER`
    public Page list(Principal principal, Given query, Optional<String> cursor, int limit) {
        Map<String, List<Object>> parameters = new HashMap<>(query.values());
        parameters.put("limit", List.of((long) limit));
        cursor.ifPresent(text -> parameters.put("cursor", List.of(text)));
        ImageIndex.Page page = index.list(principal, ListRequest.of(new Given(parameters)));
        return new Page(page.images().stream().map(image -> image.id().text()).toList(), page.cursor());
    }

    /// Makes a rendition that is kept as the image is, unless it is there.
    ///
    /// @throws VignetteException as the renderer does
    public RenditionStore.Outcome keep(String id, Wanted wanted) {
        return renditions.keep(id, wanted.form(), () -> thumbs.make(id, wanted));
    }

    /// Removes what was made of images, on all servers.
    ///
    /// @return how many renditions were kept of them
    public int forget(List<String> ids) {
        int removed = database.write(handle -> {
            int some = 0;
            for (String id : ids) {
                some += renditions.remove(handle, id);
                announcements.changed(handle, id);
            }
            return some;
        });
        ids.forEach(announcements::applied);
        return removed;
    }
}
