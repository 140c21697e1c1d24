package dev.vignette.contract;

import dev.vignette.error.VignetteException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One operation of the contract: its parameters and the schema of its JSON body.
///
/// @param id its `operationId`
/// @param parameters those in the query and in headers
/// @param body of requests whose body is JSON
public record Operation(
        String id, String method, String path, List<ContractParameter> parameters, Optional<BodySchema> body) {
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String JSON = "application/json";

    static Operation of(String method, String path, JsonObject operation, JsonArray parameters) {
        var known = new ArrayList<ContractParameter>();
        for (int i = 0; i < parameters.size(); i++) {
            JsonObject parameter = parameters.getJsonObject(i);
            if (!parameter.getString("in").equals("path")) {
                known.add(ContractParameter.of(parameter));
            }
        }
        return new Operation(operation.getString("operationId"), method, path, List.copyOf(known), body(operation));
    }

    private static Optional<BodySchema> body(JsonObject operation) {
        JsonObject content =
                operation.getJsonObject("requestBody", new JsonObject()).getJsonObject("content", new JsonObject());
        return Optional.ofNullable(content.getJsonObject(MERGE_PATCH, content.getJsonObject(JSON)))
                .map(media -> BodySchema.of(media.getJsonObject("schema")));
    }

    /// Reads what was given in the query and in headers.
    ///
    /// @param header the value of a header
    /// @throws VignetteException `BAD_PARAMETER` when one is unknown, repeated, missing or not as its schema
    ///     says
    public Given read(List<Map.Entry<String, String>> query, Function<String, Optional<String>> header) {
        var values = new LinkedHashMap<String, List<Object>>();
        requireKnown(query);
        for (ContractParameter parameter : parameters) {
            List<String> texts = parameter.inQuery()
                    ? query.stream()
                            .filter(given -> given.getKey().equals(parameter.name()))
                            .map(Map.Entry::getValue)
                            .toList()
                    : header.apply(parameter.name()).stream().toList();
            if (!texts.isEmpty() || parameter.required()) {
                values.put(parameter.name(), parameter.read(texts));
            }
        }
        return new Given(values);
    }

    private void requireKnown(List<Map.Entry<String, String>> query) {
        List<String> names = parameters.stream()
                .filter(ContractParameter::inQuery)
                .map(ContractParameter::name)
                .toList();
        for (var given : query) {
            if (!names.contains(given.getKey())) {
                throw VignetteException.badParameter(given.getKey(), "There is no such parameter here", names);
            }
        }
    }

    /// Holds a JSON body against its schema.
    ///
    /// @throws VignetteException `BAD_PARAMETER` with the field that is not as it must be
    public JsonObject checked(JsonObject json) {
        body.orElseThrow(() -> new IllegalStateException(id + " has no JSON body"))
                .check(json, id);
        return json;
    }
}
