package dev.vignette.library;

import dev.vignette.auth.Actor;
import dev.vignette.auth.Audit;
import dev.vignette.auth.Principal;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Notes who did what to images, in the transactions that do it.
record ImageAudit(Audit audit) {
    void added(Handle handle, Principal principal, StoredImage image) {
        note(
                handle,
                principal,
                "image.add",
                image,
                Map.of("sha256", image.content().sha256()));
    }

    /// With what was changed that decides on who sees it.
    void changed(Handle handle, Principal principal, StoredImage before, StoredImage after) {
        Map<String, ?> detail = before.owner().equals(after.owner())
                        && before.details().teams().equals(after.details().teams())
                ? Map.of("version", after.version())
                : Map.of("version", after.version(), "owner", after.owner(), "teams", teams(after));
        note(handle, principal, "image.change", after, detail);
    }

    void deleted(Handle handle, Principal principal, StoredImage image) {
        note(handle, principal, "image.delete", image, Map.of("owner", image.owner(), "teams", teams(image)));
    }

    private static List<String> teams(StoredImage image) {
        return image.details().teams();
    }

    private void note(Handle handle, Principal principal, String action, StoredImage image, Map<String, ?> detail) {
        audit.record(handle, actor(principal), action, "/images/" + image.id(), detail);
    }

    /// A command acts for a subject without a token of theirs.
    private static Actor actor(Principal principal) {
        return principal.token().id().isEmpty() ? Actor.local() : Actor.of(principal);
    }
}
