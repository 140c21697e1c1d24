package dev.vignette;

import dev.vignette.config.Settings;
import dev.vignette.image.ImageFile;
import dev.vignette.source.Original;
import dev.vignette.source.SourceUrl;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import dev.vignette.transform.Input;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `vignette info FILE|URL`: prints what can be said of an image.
@Command(name = "info", description = "Print what can be said of an image, as JSON.", mixinStandardHelpOptions = true)
final class InfoCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Parameters(paramLabel = "FILE|URL", description = "A file, or an http, https or local: URL.")
    private String source = "";

    @Option(names = "--gps", description = "Say where the picture was taken.")
    private boolean gps;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (Wiring wiring = Wiring.forCommand(Settings.load(System.getenv()))) {
            var context = new RequestContext("info", Deadline.after(PATIENCE));
            ScopedValue.where(RequestContext.CURRENT, context)
                    .run(() -> out.println(info(wiring).encodePrettily()));
        }
        return 0;
    }

    private JsonObject info(Wiring wiring) {
        if (!source.matches("(?i)(https?|local):.*")) {
            return wiring.info.of(Input.probe(ImageFile.of(FileThumbs.read(Path.of(source), wiring.maxBytes))), gps);
        }
        try (Original original = wiring.originals.fetch(SourceUrl.parse(source))) {
            return wiring.info.of(Input.probe(original), gps);
        }
    }
}
