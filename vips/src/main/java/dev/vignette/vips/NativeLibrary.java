package dev.vignette.vips;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Where libvips is: either a library file, or a folder of per-platform packages such as
/// `sharp-libvips-linux-x64/lib/libvips-cpp.so.8.18.7`, of which the one for this machine is taken.
final class NativeLibrary {
    private NativeLibrary() {}

    /// Finds the library below `location` or takes it as the library itself.
    ///
    /// @throws VipsException when there is none for this platform
    static Path find(Path location) {
        if (Files.isRegularFile(location)) {
            return location.toAbsolutePath();
        }
        Path lib = location.resolve("sharp-libvips-" + platform()).resolve("lib");
        try (DirectoryStream<Path> found = Files.newDirectoryStream(lib, "libvips-cpp.*")) {
            for (Path library : found) {
                return library.toAbsolutePath();
            }
        } catch (IOException e) {
            throw new VipsException("there is no libvips for " + platform() + " at " + location, e);
        }
        throw new VipsException("there is no libvips for " + platform() + " at " + location);
    }

    /// The platform as the npm packages name it: `linux-x64`, `linuxmusl-arm64`, `darwin-arm64`, …
    private static String platform() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String os = name.contains("mac") ? "darwin" : isMusl() ? "linuxmusl" : "linux";
        String machine = System.getProperty("os.arch");
        return os + "-" + (machine.equals("aarch64") ? "arm64" : "x64");
    }

    private static boolean isMusl() {
        return Files.exists(Path.of("/lib/ld-musl-x86_64.so.1")) || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
    }
}
