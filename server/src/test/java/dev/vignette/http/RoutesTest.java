package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RoutesTest {
    private static final Endpoint ANY = _ -> new CompletableFuture<>();

    private final Routes routes = new Routes(Map.of(
            "/thumb", ANY,
            "/v1/images", ANY,
            "/v1/images/{id}", ANY,
            "/v1/images/{id}/content", ANY,
            "/v1/images/trash", ANY,
            "/v1/{kind}/all", ANY,
            "/v1/{kind}/{id}/of/{other}", ANY,
            "/v1/images/{id}/of/mine", ANY));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/thumb | /thumb | {}",
                "/v1/images | /v1/images | {}",
                "/v1/images/7 | /v1/images/{id} | {id=7}",
                "/v1/images/trash | /v1/images/trash | {}",
                "/v1/images/all | /v1/images/{id} | {id=all}",
                "/v1/teams/all | /v1/{kind}/all | {kind=teams}",
                "/v1/images/7/content | /v1/images/{id}/content | {id=7}",
                "/v1/images/7/of/mine | /v1/images/{id}/of/mine | {id=7}",
                "/v1/teams/7/of/mine | /v1/{kind}/{id}/of/{other} | {id=7, kind=teams, other=mine}",
                "/v1/images/a%2Fb+%C3%A9 | /v1/images/{id} | {id=a%2Fb+%C3%A9}",
                "/v1/images/{id} | /v1/images/{id} | {id={id}}",
                "/v1/images/.. | /v1/images/{id} | {id=..}",
            })
    void find_path_isLedToTheMostParticular(String path, String name, String variables) {
        var match = routes.find(path);

        assertThat(match.name()).isEqualTo(name);
        assertThat(match.endpoint()).contains(ANY);
        assertThat(new TreeMap<>(match.variables())).hasToString(variables);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "thumb",
                "/thumb/",
                "//thumb",
                "/Thumb",
                "/v1",
                "/v1/images/",
                "/v1/images//content",
                "/v1/images/7/",
                "/v1/images/7/content/",
                "/v1/images/7/Content",
                "/v1/images/7/contents",
                "/v1/images/7/conten",
                "/v1/images/7/8/9",
                "/v2/images/7"
            })
    void find_otherPath_isNothing(String path) {
        assertThat(routes.find(path).name()).isEqualTo("unknown");
        assertThat(routes.find(path).endpoint()).isEmpty();
    }

    @Test
    void find_noPath_isNothing() {
        assertThat(routes.find(null).endpoint()).isEmpty();
    }

    @Test
    void routes_sameShape_areRefused() {
        var endpoints = Map.of("/v1/{a}", ANY, "/v1/{b}", ANY);

        assertThatThrownBy(() -> new Routes(endpoints)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1/{a}", "/{a}/{a}"})
    void routes_noTemplate_isRefused(String template) {
        var endpoints = Map.of(template, ANY);

        assertThatThrownBy(() -> new Routes(endpoints)).isInstanceOf(IllegalArgumentException.class);
    }
}
