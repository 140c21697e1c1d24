package dev.vignette;

import dev.vignette.config.ConfigException;
import dev.vignette.error.VignetteException;
import dev.vignette.vips.VipsException;
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
        int exit = commandLine().execute(command);
        if (exit != ServeCommand.SERVING) {
            System.exit(exit);
        }
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
                .setExecutionExceptionHandler(Main::explain);
    }

    /// What a user can mend is told in one line; anything else is our own fault and shows its stack.
    private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult result) throws Exception {
        switch (failure) {
            case VignetteException told ->
                line.getErr().println(told.code().code() + ": " + told.getMessage() + allowed(told));
            case ConfigException told -> line.getErr().println(told.getMessage());
            case VipsException told -> line.getErr().println(told.getMessage());
            default -> throw failure;
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String allowed(VignetteException told) {
        return told.allowed().isEmpty() ? "" : " (allowed: " + String.join(", ", told.allowed()) + ")";
    }
}
