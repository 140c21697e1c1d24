package dev.vignette.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class WrkTest {
    private static final String REPORT = """
            Running 10s test @ http://127.0.0.1:8080/
              2 threads and 64 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     1.30ms  600.00us  20.00ms   75.98%
                Req/Sec    20.27k     5.59k   31.41k    64.41%
              Latency Distribution
                 50%  500.00us
                 75%    1.10ms
                 90%    2.00ms
                 99%    1.25s\s
              242092 requests in 6.08s, 4.24GB read
            ERRORSRequests/sec:  39826.84
            Transfer/sec:    713.83MB
            """;

    @Test
    void parse_report_readsFiguresInTheirUnits() {
        Wrk wrk = Wrk.parse(REPORT.replace("ERRORS", ""));

        assertThat(wrk).isEqualTo(new Wrk(242092, 39826.84, 0.5, 1250, 0));
    }

    @Test
    void parse_errors_areSummed() {
        Wrk wrk = Wrk.parse(REPORT.replace(
                "ERRORS", "  Socket errors: connect 1, read 2, write 4, timeout 8\n  Non-2xx or 3xx responses: 16\n"));

        assertThat(wrk.errors()).isEqualTo(31);
    }

    @Test
    void parse_somethingElse_isShown() {
        assertThatThrownBy(() -> Wrk.parse("unable to connect")).hasMessageContaining("unable to connect");
    }
}
