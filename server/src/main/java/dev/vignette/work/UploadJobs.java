package dev.vignette.work;

import dev.vignette.auth.Principal;
import dev.vignette.jobs.JobClass;
import dev.vignette.jobs.JobId;
import dev.vignette.jobs.Jobs;
import dev.vignette.library.UploadOrders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The jobs that uploads ask for with `?renditions=`.
final class UploadJobs implements UploadOrders {
    private final Jobs jobs;
    private final RenditionForms forms;
    private final OpenJobs open;

    UploadJobs(Jobs jobs, RenditionForms forms, OpenJobs open) {
        this.jobs = jobs;
        this.forms = forms;
        this.open = open;
    }

    @Override
    public void check(Principal principal, List<String> presets) {
        requirePresets(presets);
        open.requireRoom(principal.subject());
    }

    @Override
    public void requirePresets(List<String> presets) {
        var _ = forms.ofPresets(presets);
    }

    @Override
    public JsonObject place(Handle handle, Principal principal, List<String> images, List<String> presets) {
        JsonObject asked = new JsonObject()
                .put("kind", RenditionsKind.NAME)
                .put("images", new JsonArray(images))
                .put("presets", new JsonArray(presets));
        var order = new Order(asked, principal, forms.ofPresets(presets));
        var wish =
                new Wish(RenditionsKind.NAME, JobClass.UPLOAD, order, RenditionsKind.UNIT, RenditionsKind.total(order));
        JobId id = jobs.enqueue(handle, wish.job());
        return JobJson.of(jobs.find(handle, id).orElseThrow());
    }
}
