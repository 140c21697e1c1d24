package dev.vignette.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// The OpenAPI document, which requests are held against and which is served to whoever wants to read it.
public final class Contract {
    private static final String RESOURCE = "openapi.json";
    private static final List<String> METHODS = List.of("get", "head", "post", "patch", "put", "delete", "options");

    private final byte[] document;
    private final Map<String, Operation> operations;

    private Contract(byte[] document, Map<String, Operation> operations) {
        this.document = document;
        this.operations = operations;
    }

    /// Reads the document of this version of Vignette.
    public static Contract load() {
        byte[] document = bytes();
        var json = new JsonObject(new String(document, StandardCharsets.UTF_8));
        var operations = new LinkedHashMap<String, Operation>();
        JsonObject paths = json.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            for (String method : METHODS) {
                if (item.containsKey(method)) {
                    var operation = operation(json, path, method, item);
                    operations.put(operation.id(), operation);
                }
            }
        }
        return new Contract(document, Collections.unmodifiableMap(operations));
    }

    /// The document as it is served.
    public byte[] document() {
        return document;
    }

    public Map<String, Operation> operations() {
        return operations;
    }

    /// @throws IllegalArgumentException when the document has no such operation
    public Operation operation(String id) {
        Operation operation = operations.get(id);
        if (operation == null) {
            throw new IllegalArgumentException("the contract has no operation " + id);
        }
        return operation;
    }

    private static Operation operation(JsonObject document, String path, String method, JsonObject item) {
        JsonObject operation = item.getJsonObject(method);
        var parameters = new JsonArray();
        parameters.addAll(item.getJsonArray("parameters", new JsonArray()));
        parameters.addAll(operation.getJsonArray("parameters", new JsonArray()));
        return Operation.of(
                method.toUpperCase(Locale.ROOT), path, (JsonObject) inlined(document, operation), (JsonArray)
                        inlined(document, parameters));
    }

    /// The same without references: these lead to other parts of this document, and in no circles.
    private static Object inlined(JsonObject document, Object part) {
        return switch (part) {
            case JsonObject object
            when object.containsKey("$ref") -> inlined(document, target(document, object.getString("$ref")));
            case JsonObject object -> {
                var copy = new JsonObject();
                object.forEach(entry -> copy.put(entry.getKey(), inlined(document, entry.getValue())));
                yield copy;
            }
            case JsonArray array -> {
                var copy = new JsonArray();
                array.forEach(element -> copy.add(inlined(document, element)));
                yield copy;
            }
            default -> part;
        };
    }

    private static JsonObject target(JsonObject document, String reference) {
        JsonObject target = document;
        for (String name : reference.substring("#/".length()).split("/", -1)) {
            target = target.getJsonObject(name);
        }
        return target;
    }

    private static byte[] bytes() {
        try (InputStream in = Objects.requireNonNull(Contract.class.getResourceAsStream(RESOURCE))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
