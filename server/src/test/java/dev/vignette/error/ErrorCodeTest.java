package dev.vignette.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ErrorCodeTest {
    /// Clients compare these: a change here is a change of the interface.
    @Test
    void codes_allOfThem_keepTheirNamesAndStatuses() {
        assertThat(ErrorCode.values())
                .extracting(code -> code.status() + " " + code.code())
                .containsExactly(
                        "400 bad-request",
                        "400 bad-parameter",
                        "400 bad-json",
                        "401 unauthenticated",
                        "403 signature-invalid",
                        "403 presets-only",
                        "403 source-not-allowed",
                        "403 forbidden",
                        "403 csrf-proof-missing",
                        "403 loopback-only",
                        "404 not-found",
                        "404 source-not-found",
                        "405 method-not-allowed",
                        "408 body-too-slow",
                        "409 conflict",
                        "410 expired",
                        "412 precondition-failed",
                        "413 body-too-large",
                        "413 source-too-large",
                        "413 too-many-pixels",
                        "413 dimensions-too-large",
                        "413 too-many-frames",
                        "413 too-much-work",
                        "414 uri-too-long",
                        "415 unsupported-media-type",
                        "415 unsupported-format",
                        "416 range-not-satisfiable",
                        "422 broken-image",
                        "422 key-reused",
                        "428 precondition-required",
                        "429 rate-limited",
                        "429 queue-full",
                        "431 headers-too-large",
                        "460 checksum-mismatch",
                        "499 client-gone",
                        "500 internal",
                        "502 source-failed",
                        "502 source-refused",
                        "503 overloaded",
                        "503 keys-unavailable",
                        "503 shutting-down",
                        "503 stuck",
                        "503 storage-unavailable",
                        "504 source-timeout",
                        "507 quota-exceeded",
                        "507 storage-full");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void exception_ofCode_hasAStackOnlyWhenReported(ErrorCode code) {
        var failure = new VignetteException(code, "detail");

        assertThat(failure.getStackTrace().length > 0).isEqualTo(code.reported());
        assertThat(code.reported())
                .isEqualTo(EnumSet.of(ErrorCode.INTERNAL, ErrorCode.STORAGE_UNAVAILABLE, ErrorCode.STORAGE_FULL)
                        .contains(code));
        assertThat(failure.parameter()).isEmpty();
        assertThat(failure.allowed()).isEmpty();
        assertThat(code.title()).isNotBlank();
    }
}
