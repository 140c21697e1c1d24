package dev.vignette;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Setting;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// What is read before any feature is configured, by the launcher script or on the way to the other settings. It is a
/// record so that it is documented and known like them.
///
/// @param configFile a properties file below the environment
/// @param javaHome the JDK that runs Vignette
/// @param javaOptions flags for the JVM, after the launcher's own
/// @param logLevel what is logged: this and what is graver
/// @param logFormat how a line is written
record LauncherConfig(
        @Setting(
                key = "vignette.config-file",
                doc = "A properties file with further settings. Read from the environment alone.")
        Optional<Path> configFile,

        @Setting(
                key = "vignette.java-home",
                doc = "The JDK (25 or later) to run on; by default `JAVA_HOME`, `PATH` and the usual places are"
                        + " searched. Read from the environment alone.")
        Optional<Path> javaHome,

        @Setting(
                key = "vignette.java-options",
                doc = "Flags for the JVM, put after the launcher's own so that they win, as in `-Xmx2g`. Read from the"
                        + " environment alone.")
        Optional<String> javaOptions,

        @Setting(
                key = "vignette.log-level",
                defaultValue = "INFO",
                doc =
                        "What is logged: `ERROR`, `WARN`, `INFO`, `DEBUG` or `TRACE`, with all that is graver. Read from the"
                                + " environment alone.")
        String logLevel,

        @Setting(
                key = "vignette.log-format",
                defaultValue = "text",
                doc = "How a line is logged: as `text`, or as `json`, one object a line. Read from the environment"
                        + " alone.")
        String logFormat) {
    private static final Set<String> LOG_FORMATS = Set.of("text", "json");

    LauncherConfig {
        if (!LOG_FORMATS.contains(logFormat)) {
            throw new ConfigException("VIGNETTE_LOG_FORMAT", "'" + logFormat + "' is neither text nor json");
        }
    }
}
