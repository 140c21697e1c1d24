package dev.vignette.source;

import dev.vignette.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The folder of local sources, which whoever may ask for a thumbnail may see.
public final class SourceRoot {
    private static final String KEY = "VIGNETTE_SOURCE_ROOT";

    private SourceRoot() {}

    /// Makes sure that nobody gets at the server's own files by it: among them are keys, and images that are not
    /// for everybody.
    ///
    /// @param dataDir need not be there yet
    /// @throws ConfigException when one of them is within the other, also by a link in the data folder
    public static void requireApart(SourceConfig config, Path dataDir) {
        if (config.root().isEmpty()) {
            return;
        }
        Path given = config.root().get();
        try {
            Path root = real(given);
            for (Path own : own(dataDir)) {
                Path real = real(own);
                if (real.startsWith(root) || root.startsWith(real)) {
                    throw new ConfigException(
                            KEY, given + " and the data folder must be apart, but it holds, or is within, " + own);
                }
            }
        } catch (IOException e) {
            throw new ConfigException(KEY, "cannot tell " + given + " from " + dataDir + ": " + e.getMessage());
        }
    }

    /// The data folder, and what is in it: that may be links.
    private static List<Path> own(Path dataDir) throws IOException {
        var own = new ArrayList<Path>();
        own.add(dataDir);
        if (Files.isDirectory(dataDir)) {
            try (Stream<Path> entries = Files.list(dataDir)) {
                own.addAll(entries.toList());
            }
        }
        return own;
    }

    /// What of it is not there yet is taken as it stands.
    private static Path real(Path path) throws IOException {
        Path whole = path.toAbsolutePath();
        Path there = whole;
        while (!Files.exists(there)) {
            there = Objects.requireNonNull(there.getParent(), "the root is there");
        }
        return there.toRealPath().resolve(there.relativize(whole)).normalize();
    }
}
