package dev.vignette;

import dev.vignette.config.ConfigException;
import dev.vignette.error.VignetteException;
import dev.vignette.vips.VipsException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line. Without a command it serves.
@Command(
        name = "vignette",
        description = "An image server: any image URL becomes the right thumbnail, at once.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            InfoCommand.class,
            JobsCommand.class,
            LibraryCommand.class,
            RightsCommand.class,
            ServeCommand.class,
            SignCommand.class,
            TokenCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        String[] command = arguments.length == 0 ? new String[] {"serve"} : arguments;
        if (!command[0].equals("serve")) {
            logApart();
        }
        int exit = run(command);
        if (exit != ServeCommand.SERVING) {
            System.exit(exit);
        }
    }

    /// After an error too the process ends by what is returned: threads that were begun would keep it from that.
    private static int run(String... command) {
        try {
            return command.length == 1 && command[0].equals("serve")
                    ? serve()
                    : commandLine().execute(command);
        } catch (RuntimeException | Error failure) {
            return explain(failure, new PrintWriter(System.err, true, System.err.charset()));
        }
    }

    /// What the command line would do, without making one. That takes picocli about as long as all the rest of the
    /// start, since its classes are of a form that no ahead-of-time cache keeps.
    private static int serve() {
        return new ServeCommand().call();
    }

    /// What a command prints is its result; of the log it tells what a person should know, apart from that. Read
    /// in logback.xml, when the first logger is made.
    private static void logApart() {
        System.setProperty("vignette.log.target", "System.err");
        System.setProperty("vignette.log.level", "WARN");
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .addSubcommand(ThumbCommand.commandLine())
                .setExecutionExceptionHandler((failure, line, _) -> explain(failure, line.getErr()));
    }

    /// What a user can mend is told in one line; anything else is our own fault and shows its stack.
    private static int explain(Throwable failure, PrintWriter err) {
        switch (failure) {
            case VignetteException told -> err.println(told.code().code() + ": " + told.getMessage() + allowed(told));
            case ConfigException told -> err.println(told.getMessage());
            case VipsException told -> err.println(told.getMessage());
            case ExceptionInInitializerError unlinked
            when unlinked.getCause() instanceof VipsException told -> err.println(told.getMessage());
            default -> failure.printStackTrace(err);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String allowed(VignetteException told) {
        return told.allowed().isEmpty() ? "" : " (allowed: " + String.join(", ", told.allowed()) + ")";
    }
}
