package dev.vignette.work;

import dev.vignette.auth.Principal;
import dev.vignette.auth.Rights;
import dev.vignette.auth.Verb;
import dev.vignette.error.VignetteException;
import io.vertx.core.json.JsonObject;

/// Whether somebody may have a job done: asked when they ask for it, when it is queued anew, and again before each
/// chunk, since rights may have been taken away meanwhile. May block.
record OwnerRights(Rights rights) {
    /// As it is now for the one who asked.
    ///
    /// @throws VignetteException as [#require(Principal, String, JsonObject)]
    void require(String kind, Order order) {
        require(order.by(), kind, order.asked());
    }

    /// @param asked what the job is about
    /// @throws VignetteException `UNAUTHENTICATED`, `FORBIDDEN`
    void require(Principal principal, String kind, JsonObject asked) {
        switch (kind) {
            case ImportKind.NAME, ReindexKind.NAME -> rights.require(principal, Verb.ADMIN);
            case PurgeKind.NAME -> rights.require(principal, Verb.PURGE);
            default -> {
                // To see the images is enough, which is asked of each.
                if (asked.containsKey(RenditionsKind.URLS)) {
                    rights.require(principal, Verb.UPLOAD);
                }
            }
        }
    }
}
