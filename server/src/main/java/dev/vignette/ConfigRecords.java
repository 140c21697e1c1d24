package dev.vignette;

import dev.vignette.config.Section;
import java.util.List;

/// Every configuration record there is, in the order of the reference page. A record that is missing here is missing
/// there, and its keys are reported at start as unknown.
final class ConfigRecords {
    static final List<Section> ALL =
            List.of(new Section("Launcher", "What is read before anything else.", LauncherConfig.class));

    private ConfigRecords() {}
}
