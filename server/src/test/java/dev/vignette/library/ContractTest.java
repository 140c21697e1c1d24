package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.contract.Contract;
import dev.vignette.contract.ContractParameter;
import dev.vignette.contract.Given;
import dev.vignette.contract.Operation;
import dev.vignette.error.VignetteException;
import dev.vignette.image.Format;
import dev.vignette.options.Parameter;
import dev.vignette.options.Parameters;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ContractTest {
    private static final Contract CONTRACT = Contract.load();

    @Test
    void routes_allVersions_areTheOperationsOfTheContract() {
        var routes = new ArrayList<String>();
        for (ApiVersion version : ApiVersion.values()) {
            for (Route route : Route.values()) {
                routes.add(route.operation(version) + ' ' + route.method() + ' ' + route.path(version));
            }
        }

        for (ApiVersion version : ApiVersion.values()) {
            for (TusRoute route : TusRoute.values()) {
                routes.add(route.operation(version) + ' ' + route.method() + ' ' + route.path(version));
            }
        }
        for (LinkRoute route : LinkRoute.values()) {
            routes.add(route.operation() + ' ' + route.method() + ' ' + route.path());
        }

        assertThat(CONTRACT.operations().values().stream()
                        .filter(operation -> !operation.path().startsWith("/v2/jobs")) // which have a test of their own
                        .map(operation -> operation.id() + ' ' + operation.method() + ' ' + operation.path()))
                .containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void thumbParameters_allVersions_areThoseOfThumb() {
        for (ApiVersion version : ApiVersion.values()) {
            var names = new ArrayList<>(
                    Parameters.all().stream().map(Parameter::name).toList());
            names.add("download");

            assertThat(CONTRACT.operation(Route.THUMB.operation(version)).parameters().stream()
                            .map(ContractParameter::name))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void formats_inTheContract_areThoseThatAreRead() {
        var formats = new JsonObject(new String(CONTRACT.document(), StandardCharsets.UTF_8))
                .getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("Image")
                .getJsonObject("properties")
                .getJsonObject("format")
                .getJsonArray("enum");

        assertThat(formats.stream().map(Object::toString))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Format.values()).map(Format::parameter).toList());
    }

    @Test
    void read_givenParameters_areTyped() {
        Given given = list("limit", "7", "tag", "a", "tag", "b");

        assertThat(given.number("limit")).contains(7L);
        assertThat(given.texts("tag")).containsExactly("a", "b");
        assertThat(given.text("owner")).isEmpty();
    }

    @Test
    void read_whatTheContractDoesNotAllow_namesTheParameter() {
        assertRefused("colour", "colour", "red");
        assertRefused("limit", "limit", "0");
        assertRefused("limit", "limit", "201");
        assertRefused("limit", "limit", "ten");
        assertRefused("limit", "limit", "1", "limit", "2");
        assertRefused("sort", "sort", "colour");
        assertRefused("format", "format", "bmp");
        assertRefused("owner", "owner", "");
        assertRefused("owner", "owner", "a\u0000b");
        assertRefused("tag", "tag", "two words");
        assertRefused("minBytes", "minBytes", "-1");
    }

    @Test
    void time_withAnOffset_isThatInstant() {
        Given given = list("createdFrom", "2026-01-31T10:00:00+02:00");

        assertThat(given.time("createdFrom")).contains(Instant.parse("2026-01-31T08:00:00Z"));
        assertThat(given.time("createdBefore")).isEmpty();
        assertRefused("createdFrom", "createdFrom", "2026-01-31");
    }

    @Test
    void checked_bodyAgainstTheSchema_namesTheField() {
        Operation change = CONTRACT.operation("changeImage");

        assertThat(change.checked(new JsonObject("{\"title\": \"x\", \"tags\": null}")))
                .isNotNull();
        assertThatThrownBy(() -> change.checked(new JsonObject("{\"tags\": [\"a\", 1]}")))
                .isInstanceOfSatisfying(
                        VignetteException.class, e -> assertThat(e.parameter()).contains("tags"));
        assertThatThrownBy(() -> change.checked(new JsonObject("{\"sha256\": \"x\"}")))
                .isInstanceOf(VignetteException.class);
    }

    /// @param query names and values in turn
    private static Given list(String... query) {
        var parameters = new ArrayList<Map.Entry<String, String>>();
        for (int i = 0; i < query.length; i += 2) {
            parameters.add(Map.entry(query[i], query[i + 1]));
        }
        return CONTRACT.operation("listImages").read(parameters, _ -> Optional.empty());
    }

    /// @param query names and values in turn
    private static void assertRefused(String parameter, String... query) {
        assertThatThrownBy(() -> list(query))
                .isInstanceOfSatisfying(
                        VignetteException.class, e -> assertThat(e.parameter()).contains(parameter));
    }
}
