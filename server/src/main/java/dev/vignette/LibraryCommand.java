package dev.vignette;

import dev.vignette.config.Settings;
import dev.vignette.library.Library;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `vignette library …`: what is done to the library as a whole. Each command can be begun again when it was cut
/// off.
@Command(
        name = "library",
        description = "Import, export, verify or reindex the image library.",
        mixinStandardHelpOptions = true,
        subcommands = {
            LibraryCommand.Import.class,
            LibraryCommand.Export.class,
            LibraryCommand.Verify.class,
            LibraryCommand.Reindex.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class LibraryCommand {
    private LibraryCommand() {}

    /// What all of them do: open the library, work, and fail when some of the work did.
    abstract static class Task implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        abstract int run(Library library, TaskProgress progress) throws IOException;

        @Override
        public Integer call() throws IOException {
            String name = Objects.requireNonNull(spec).name();
            PrintWriter errors = spec.commandLine().getErr();
            int failed;
            try (Wiring wiring = Wiring.forCommand(Settings.load(System.getenv()));
                    var progress = new TaskProgress(name, errors)) {
                failed = run(wiring.library(), progress);
            }
            if (failed > 0) {
                errors.println(name + ": " + failed + " failed");
                return CommandLine.ExitCode.SOFTWARE;
            }
            return CommandLine.ExitCode.OK;
        }
    }

    /// `vignette library import`.
    @Command(
            name = "import",
            description = "Add the images below a folder or an s3:// URL; those added before are passed over.",
            mixinStandardHelpOptions = true)
    static final class Import extends Task {
        @Parameters(paramLabel = "FROM", description = "A folder, or s3://BUCKET/PREFIX.")
        private String from = "";

        @Option(names = "--owner", required = true, description = "The subject who owns them.")
        private String owner = "";

        @Option(names = "--team", description = "A team they are shared with; may be repeated.")
        private List<String> teams = List.of();

        @Option(names = "--tag", description = "A tag of theirs; may be repeated.")
        private List<String> tags = List.of();

        @Override
        int run(Library library, TaskProgress progress) {
            return library.importFrom(from, owner, teams, tags, progress);
        }
    }

    /// `vignette library export`.
    @Command(
            name = "export",
            description =
                    "Write every image into a folder, with what is known of it; those there already are passed over.",
            mixinStandardHelpOptions = true)
    static final class Export extends Task {
        @Parameters(paramLabel = "TO", description = "A folder.")
        private Path to = Path.of(".");

        @Override
        int run(Library library, TaskProgress progress) throws IOException {
            return library.exportTo(to, progress);
        }
    }

    /// `vignette library verify`.
    @Command(name = "verify", description = "Read every original and check its hash.", mixinStandardHelpOptions = true)
    static final class Verify extends Task {
        @Option(
                names = "--age",
                paramLabel = "HOURS",
                defaultValue = "24",
                description = "Pass over what was verified within so many hours (24).")
        private int hours = 24;

        @Override
        int run(Library library, TaskProgress progress) {
            return library.verify(Duration.ofHours(hours), progress);
        }
    }

    /// `vignette library reindex`.
    @Command(
            name = "reindex",
            description = "Write the index anew from the originals and what is known of them.",
            mixinStandardHelpOptions = true)
    static final class Reindex extends Task {
        @Override
        int run(Library library, TaskProgress progress) {
            return library.reindex(progress);
        }
    }
}
