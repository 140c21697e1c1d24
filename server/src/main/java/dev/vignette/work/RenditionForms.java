package dev.vignette.work;

import dev.vignette.delivery.Wanted;
import dev.vignette.error.VignetteException;
import dev.vignette.http.QueryString;
import dev.vignette.image.Format;
import dev.vignette.options.Options;
import dev.vignette.options.OptionsParser;
import dev.vignette.options.PresetsConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Which renditions are asked for.
final class RenditionForms {
    private static final String PRESET = "preset";

    private final OptionsParser parser;
    private final int most;

    /// @param most that one job may make of each picture
    RenditionForms(PresetsConfig presets, int most) {
        this.parser = new OptionsParser(presets, List.of());
        this.most = most;
    }

    /// Those that a body names, each once, as `Wanted.form`.
    ///
    /// @throws VignetteException `BAD_PARAMETER`, `PRESETS_ONLY`
    List<String> of(JsonObject body) {
        var accepted = EnumSet.noneOf(Format.class);
        JsonArray accept = body.getJsonArray("accept");
        if (accept == null) {
            accepted.addAll(Wanted.negotiated());
        } else {
            Order.strings(accept).forEach(name -> Format.named(name).ifPresent(accepted::add));
        }
        List<String> options = Order.strings(body.getJsonArray("options", new JsonArray()));
        List<String> presets = Order.strings(body.getJsonArray("presets", new JsonArray()));
        return forms(
                Stream.concat(
                        options.stream().map(text -> parser.parse(QueryString.parse(text))),
                        presets.stream().map(this::preset)),
                accepted);
    }

    /// Those of presets, for today's browsers.
    ///
    /// @throws VignetteException `BAD_PARAMETER`
    List<String> ofPresets(List<String> names) {
        return forms(names.stream().map(this::preset), Set.copyOf(Wanted.negotiated()));
    }

    private Options preset(String name) {
        return parser.parse(List.of(Map.entry(PRESET, name)));
    }

    private List<String> forms(Stream<Options> options, Set<Format> accepted) {
        List<String> forms =
                options.map(one -> new Wanted(one, accepted).form()).distinct().toList();
        if (forms.size() > most) {
            throw VignetteException.badParameter(
                    "options", "There are too many renditions for one job", List.of("at most " + most));
        }
        return forms;
    }
}
