package dev.vignette;

import dev.vignette.config.Settings;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/// `vignette serve`: answers requests until it is told to stop.
@Command(
        name = "serve",
        description = "Serve images. Configured by VIGNETTE_* variables.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    /// The exit code that leaves the process running.
    static final int SERVING = -1;

    /// Names that scripts may set already, of parts that are not there yet: what would be kept in the data folder is
    /// kept in memory, and every JPEG goes through libvips.
    private static final Set<String> RESERVED = Set.of("VIGNETTE_DATA_DIR", "VIGNETTE_JPEG_ENABLED");

    private static final Logger LOG = LoggerFactory.getLogger("vignette");

    @Override
    public Integer call() {
        Settings settings = Settings.load(System.getenv());
        settings.unknown(ConfigRecords.ALL).stream()
                .filter(key -> !RESERVED.contains(key))
                .forEach(key -> LOG.warn("{} is not a setting; is it misspelt?", key));
        Wiring wiring = new Wiring(settings);
        Wiring.Addresses addresses = serve(wiring);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(wiring::close));
        LOG.info("libvips {}, admin port {}", wiring.transformer.version(), addresses.adminPort());
        LOG.info("ready http://localhost:{}", addresses.port());
        return SERVING;
    }

    private static Wiring.Addresses serve(Wiring wiring) {
        try {
            return wiring.serve();
        } catch (RuntimeException e) {
            wiring.close();
            throw e;
        }
    }
}
