package dev.vignette;

import dev.vignette.config.Settings;
import dev.vignette.options.Options;
import dev.vignette.options.OptionsParser;
import dev.vignette.options.Parameter;
import dev.vignette.options.PresetsConfig;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `vignette thumb IN OUT`: the thumbnail of a file, or of each file of a folder. Its options are those of the URL,
/// taken from the same table.
final class ThumbCommand implements Callable<Integer> {
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("thumb");

    private ThumbCommand() {}

    static CommandLine commandLine() {
        var command = new ThumbCommand();
        command.describe();
        return new CommandLine(command.spec);
    }

    private void describe() {
        // Not the standard pair: `-h` is the height here.
        spec.addOption(OptionSpec.builder("--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build());
        spec.usageMessage()
                .description(
                        "Make thumbnails of files: a file to a file, or a folder to a folder.",
                        "The options are those of the URL.");
        spec.addPositional(file("IN", "0", "An image, or a folder of images."));
        spec.addPositional(file("OUT", "1", "The thumbnail, whose extension tells its format; or a folder."));
        for (Parameter<?> parameter : dev.vignette.options.Parameters.all()) {
            spec.addOption(option(parameter));
        }
    }

    private static PositionalParamSpec file(String label, String index, String description) {
        return PositionalParamSpec.builder()
                .paramLabel(label)
                .index(index)
                .type(Path.class)
                .required(true)
                .description(description)
                .build();
    }

    private static OptionSpec option(Parameter<?> parameter) {
        String name = (parameter.name().length() == 1 ? "-" : "--") + parameter.name();
        return OptionSpec.builder(name)
                .paramLabel(String.join("|", parameter.allowed()))
                .type(String.class)
                .hideParamSyntax(true)
                .description(parameter.doc())
                .build();
    }

    @Override
    public Integer call() {
        ParseResult thumb = spec.commandLine().getParseResult();
        Path in = thumb.matchedPositionalValue(0, Path.of("."));
        Path out = thumb.matchedPositionalValue(1, Path.of("."));
        var settings = Settings.load(System.getenv());
        var parser = new OptionsParser(settings.bind(PresetsConfig.class), List.of());
        Options options = parser.parse(given(thumb));
        try (Wiring wiring = Wiring.forCommand(settings)) {
            PrintWriter errors = spec.commandLine().getErr();
            var thumbs = new FileThumbs(wiring.transformer, wiring.limits, wiring.maxBytes, options, errors);
            if (!Files.isDirectory(in)) {
                thumbs.file(in, out);
                return CommandLine.ExitCode.OK;
            }
            return thumbs.folder(in, out) == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static List<Map.Entry<String, String>> given(ParseResult thumb) {
        var given = new ArrayList<Map.Entry<String, String>>();
        for (OptionSpec option : thumb.matchedOptions()) {
            given.add(Map.entry(option.longestName().replaceFirst("^-+", ""), option.getValue()));
        }
        return given;
    }
}
