package dev.vignette;

import dev.vignette.config.Setting;
import java.nio.file.Path;
import java.util.Optional;

/// What is read before any feature is configured, by the launcher script or on the way to the other settings. It is a
/// record so that it is documented and known like them.
///
/// @param configFile a properties file below the environment
/// @param javaHome the JDK that runs Vignette
/// @param javaOptions flags for the JVM, after the launcher's own
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
        Optional<String> javaOptions) {}
