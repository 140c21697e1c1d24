package dev.vignette.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vignette.database.Dialect;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

@ParameterizedClass
@EnumSource(Dialect.class)
final class AuditTest {
    private static final Actor ANN = new Actor(Actor.Kind.SUBJECT, "ann", "token-1");

    private final Dialect dialect;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger("vignette.audit");

    @TempDir
    private Path folder;

    private TestAccess access;

    AuditTest(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void open() {
        access = new TestAccess(dialect, folder);
        lines.start();
        log.setLevel(Level.INFO);
        log.addAppender(lines);
    }

    @AfterEach
    void close() {
        log.detachAppender(lines);
        log.setLevel(null);
        access.close();
    }

    private void delete(String image) {
        access.database.write(handle -> {
            access.audit.record(handle, ANN, "image.delete", "/images/" + image, Map.of("bytes", 7));
            return null;
        });
    }

    @Test
    void record_withinARequest_isARowAndALine() {
        var request = new RequestContext("request-1", Deadline.after(dev.vignette.Waiting.PATIENCE));
        ScopedValue.where(RequestContext.CURRENT, request).run(() -> delete("1"));

        assertThat(access.entries()).singleElement().satisfies(entry -> {
            assertThat(new JsonObject(entry.json()))
                    .isEqualTo(new JsonObject()
                            .put("time", access.clock.instant().toString())
                            .put("requestId", "request-1")
                            .put("actorKind", "subject")
                            .put("actor", "ann")
                            .put("token", "token-1")
                            .put("action", "image.delete")
                            .put("resource", "/images/1")
                            .put("detail", new JsonObject().put("bytes", 7)));
            assertThat(entry.json()).doesNotContain("\n");
        });
        assertThat(lines.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getKeyValuePairs())
                        .extracting(pair -> pair.key + '=' + pair.value)
                        .contains("actor=ann", "action=image.delete", "resource=/images/1"));
    }

    @Test
    void record_inATransactionThatIsUndone_leavesNothing() {
        assertThatThrownBy(() -> access.database.write(handle -> {
                    access.audit.record(handle, ANN, "image.delete", "/images/1", Map.of());
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");

        assertThat(access.entries()).isEmpty();
        assertThat(lines.list).isEmpty();
    }

    @Test
    void table_changes_areRefusedByTheDatabase() {
        delete("1");

        for (String change : List.of("UPDATE audit_log SET actor = 'eve'", "DELETE FROM audit_log")) {
            assertThatThrownBy(() -> access.database.write(handle -> handle.execute(change)))
                    .isInstanceOf(JdbiException.class)
                    .hasMessageContaining("only added to");
        }
        assertThat(access.entries()).hasSize(1);
    }

    @Test
    void after_isReadInPages() {
        for (int i = 0; i < 5; i++) {
            delete(Integer.toString(i));
        }
        var first = access.database.read(handle -> Audit.after(handle, 0, Instant.EPOCH, 3));
        var second = access.database.read(
                handle -> Audit.after(handle, first.getLast().id(), Instant.EPOCH, 3));

        assertThat(first).extracting(Audit.Entry::resource).containsExactly("/images/0", "/images/1", "/images/2");
        assertThat(second).extracting(Audit.Entry::resource).containsExactly("/images/3", "/images/4");
        assertThat(access.database.<List<Audit.Entry>>read(
                        handle -> Audit.after(handle, 0, access.clock.instant().plusMillis(1), 3)))
                .isEmpty();
    }
}
