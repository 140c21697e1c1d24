package dev.vignette.library;

import dev.vignette.auth.Principal;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Takes orders for renditions of images that are being added.
public interface UploadOrders {
    /// Refuses what cannot be ordered, before any file comes.
    ///
    /// @param presets by their names
    /// @throws dev.vignette.error.VignetteException `BAD_PARAMETER`, `QUEUE_FULL`
    void check(Principal principal, List<String> presets);

    /// Refuses presets that there are none of: what there was when an upload began need not be there at its end.
    ///
    /// @throws dev.vignette.error.VignetteException `BAD_PARAMETER`
    void requirePresets(List<String> presets);

    /// Places an order in the transaction that adds the images: it holds when that is committed. The transaction may
    /// run more than once.
    ///
    /// @param images their ids
    /// @return what is told of the job that carries it out
    JsonObject place(Handle handle, Principal principal, List<String> images, List<String> presets);
}
