package dev.vignette.contract;

import dev.vignette.error.VignetteException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A parameter of the contract: where it stands, and what its values may be.
///
/// @param schema of one value
/// @param most how often it may be given
public record ContractParameter(
        String name, boolean inQuery, boolean required, int most, JsonObject schema, Validator validator) {
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

    static ContractParameter of(JsonObject parameter) {
        JsonObject schema = parameter.getJsonObject("schema");
        boolean list = "array".equals(schema.getValue("type"));
        JsonObject single = list ? schema.getJsonObject("items") : schema;
        return new ContractParameter(
                parameter.getString("name"),
                parameter.getString("in").equals("query"),
                parameter.getBoolean("required", false),
                list ? schema.getInteger("maxItems") : 1,
                single,
                validator(single));
    }

    static Validator validator(JsonObject schema) {
        var options = new JsonSchemaOptions()
                .setBaseUri("app://vignette/")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic);
        return Validator.create(JsonSchema.of(schema), options);
    }

    /// @throws VignetteException `BAD_PARAMETER`
    List<Object> read(List<String> texts) {
        if (texts.isEmpty()) {
            throw VignetteException.badParameter(name, name + " is missing", allowed());
        } else if (texts.size() > most) {
            throw VignetteException.badParameter(
                    name, name + " is given too often", List.of(most == 1 ? "once" : "at most " + most + " times"));
        }
        var values = new ArrayList<Object>();
        for (String text : texts) {
            Object value = typed(text);
            if (!validator.validate(value).getValid()) {
                throw refused();
            }
            values.add(value);
        }
        return List.copyOf(values);
    }

    private Object typed(String text) {
        return switch (schema.getString("type")) {
            case "integer" -> {
                if (!WHOLE.matcher(text).matches()) {
                    throw refused();
                }
                yield Long.valueOf(text);
            }
            case "boolean" ->
                switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw refused();
                };
            default -> text;
        };
    }

    private VignetteException refused() {
        return VignetteException.badParameter(name, name + " is not what it may be", allowed());
    }

    /// In words, from the schema.
    private List<String> allowed() {
        if (schema.containsKey("enum")) {
            return schema.getJsonArray("enum", new JsonArray()).stream()
                    .map(Objects::toString)
                    .toList();
        }
        return switch (schema.getString("type")) {
            case "boolean" -> List.of("true", "false");
            case "integer" -> List.of(schema.getValue("minimum") + " to " + schema.getValue("maximum"));
            default ->
                Stream.of("format", "pattern", "minLength", "maxLength")
                        .filter(schema::containsKey)
                        .map(keyword -> keyword + " " + schema.getValue(keyword))
                        .toList();
        };
    }
}
