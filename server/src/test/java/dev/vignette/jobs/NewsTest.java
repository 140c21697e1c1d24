package dev.vignette.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class NewsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final Dialect dialect;
    private final Database database;

    NewsTest(Dialect dialect, @TempDir Path folder) {
        this.dialect = dialect;
        this.database = TestDatabases.open(dialect, folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /// What one server heard.
    private static final class Ears implements News.Heard {
        private final Set<JobId> changed = ConcurrentHashMap.newKeySet();

        @Override
        public void waiting(JobClass of) {}

        @Override
        public void changed(JobId job) {
            changed.add(job);
        }

        @Override
        public void ended(JobId job) {}

        @Override
        public void missed() {}
    }

    @Test
    void changed_manyJobs_areToldAndNothingIsKept() {
        var here = new Ears();
        Set<JobId> ids = ConcurrentHashMap.newKeySet();
        Stream.generate(() -> JobId.at(NOW)).limit(1000).forEach(ids::add);
        try (var news = new News(database, here)) {
            news.start();

            ids.forEach(news::changed);
            news.waiting(JobClass.UPLOAD);

            assertThat(here.changed).isEqualTo(ids);
            if (dialect == Dialect.SQLITE) {
                assertThat(news.untold()).isZero();
            }
            Waiting.until(() -> news.untold() == 0);
        }
    }

    @Test
    void changed_onAnotherServerOfPostgres_isHeard() {
        var there = new Ears();
        JobId id = JobId.at(NOW);
        try (var news = new News(database, new Ears());
                var others = new News(database, there)) {
            news.start();
            others.start();

            news.changed(id);

            switch (dialect) {
                case SQLITE -> assertThat(there.changed).isEmpty();
                case POSTGRESQL -> Waiting.until(() -> there.changed.contains(id));
            }
        }
    }
}
