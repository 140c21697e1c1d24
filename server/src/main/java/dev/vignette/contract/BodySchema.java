package dev.vignette.contract;

import dev.vignette.error.VignetteException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What a body of JSON must be like: one schema, or one of several that a property tells apart, so that a failure is
/// that of the schema which was meant.
///
/// @param discriminator the property; empty where there is one schema
/// @param validators by the values of the property; under the empty text where there is one
record BodySchema(String discriminator, Map<String, Validator> validators) {
    /// @param schema without references
    static BodySchema of(JsonObject schema) {
        JsonObject discriminator = schema.getJsonObject("discriminator");
        if (discriminator == null) {
            return new BodySchema("", Map.of("", ContractParameter.validator(schema)));
        }
        String property = discriminator.getString("propertyName");
        var validators = new LinkedHashMap<String, Validator>();
        JsonArray branches = schema.getJsonArray("oneOf");
        for (int i = 0; i < branches.size(); i++) {
            JsonObject branch = branches.getJsonObject(i);
            JsonObject told = branch.getJsonObject("properties").getJsonObject(property);
            validators.put(told.getString("const"), ContractParameter.validator(branch));
        }
        return new BodySchema(property, validators);
    }

    /// @param operation whose body it is
    /// @throws VignetteException `BAD_PARAMETER` with the field at the top that is not as it must be
    void check(JsonObject json, String operation) {
        OutputUnit result = validator(json).validate(json);
        if (!result.getValid()) {
            throw VignetteException.badParameter(
                    field(result), "The body is not as its schema says", List.of("see /openapi.json, " + operation));
        }
    }

    private Validator validator(JsonObject json) {
        String value = discriminator.isEmpty() ? "" : Objects.toString(json.getValue(discriminator), "");
        Validator validator = validators.get(value);
        if (validator == null) {
            throw VignetteException.badParameter(
                    discriminator, discriminator + " is not what it may be", List.copyOf(validators.keySet()));
        }
        return validator;
    }

    private static String field(OutputUnit result) {
        List<OutputUnit> errors = Optional.ofNullable(result.getErrors()).orElse(List.of());
        return errors.stream()
                .map(OutputUnit::getInstanceLocation)
                .map(location -> location.replaceFirst("^#?/?", "").replaceFirst("/.*", ""))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("body");
    }
}
