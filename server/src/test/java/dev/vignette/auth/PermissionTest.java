package dev.vignette.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PermissionTest {
    @ParameterizedTest
    @EnumSource
    void parse_itsText_isThePermission(Permission permission) {
        assertThat(Permission.parse(permission.text())).contains(permission);
    }

    @Test
    void parse_admin_isTheReachOfAny() {
        assertThat(Permission.parse("edit:admin")).contains(Permission.EDIT_ANY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "view", "View:own", "view:own ", "view:*", "*", "upload:any", "purge:any", "admin:any"})
    void parse_anythingElse_isNone(String text) {
        assertThat(Permission.parse(text)).isEmpty();
    }

    @Test
    void set_ofNone_isEmpty() {
        assertThat(Permission.set(Set.of())).isEmpty();
    }
}
