package dev.vignette;

import dev.vignette.config.Settings;
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

    private static final Logger LOG = LoggerFactory.getLogger("vignette");

    @Override
    public Integer call() {
        Settings settings = Settings.load(System.getenv());
        var _ = settings.bind(LauncherConfig.class); // what is wrong with it shows now
        settings.unknown(ConfigRecords.ALL).forEach(key -> LOG.warn("{} is not a setting; is it misspelt?", key));
        Wiring wiring = new Wiring(settings);
        Wiring.Addresses addresses = serve(wiring);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> shutDown(wiring)));
        LOG.info("libvips {}, admin port {}", wiring.transformer.version(), addresses.adminPort());
        LOG.info("ready http://{}:{}", addresses.host(), addresses.port());
        return SERVING;
    }

    /// The JVM ends when this returns, whatever has not ended by then: a codec cannot be interrupted everywhere.
    private static void shutDown(Wiring wiring) {
        Thread closing = Thread.ofPlatform().name("close").daemon().start(wiring::close);
        try {
            closing.join(wiring.drainTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
