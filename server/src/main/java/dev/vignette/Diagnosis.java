package dev.vignette;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Answer;
import dev.vignette.http.Endpoint;
import dev.vignette.http.Exchange;
import dev.vignette.http.QueryString;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/// `GET /diagnosis?of=…`: what the process does and what fills its memory, in the words of the JVM's own commands
/// (`jcmd`), for when nobody can log in to the machine.
final class Diagnosis implements Endpoint {
    private static final String OF = "of";
    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

    /// What can be asked for, and the command that tells it.
    private enum Report {
        /// What each platform thread is at.
        THREADS("threadPrint"),
        /// How many objects of each class live in the heap. It collects garbage first, and all wait for that.
        HEAP("gcClassHistogram"),
        /// What keeps the carriers of virtual threads busy.
        SCHEDULER("threadVthreadScheduler"),
        /// The versions and flags the JVM runs with, its memory and the machine's.
        JVM("vmInfo");

        private final String operation;

        Report(String operation) {
            this.operation = operation;
        }

        String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public CompletionStage<Answer> handle(Exchange exchange) {
        Report report = report(exchange.parameters());
        return exchange.blockingToTheEnd(() -> new Answer(
                200,
                Map.of("Content-Type", "text/plain; charset=utf-8", "Cache-Control", "no-store"),
                text(report).getBytes(StandardCharsets.UTF_8)));
    }

    private static Report report(List<Map.Entry<String, String>> parameters) {
        String asked = QueryString.single(OF, parameters).orElse("");
        return Stream.of(Report.values())
                .filter(report -> report.parameter().equals(asked))
                .findFirst()
                .orElseThrow(() -> VignetteException.badParameter(
                        OF,
                        "of tells what is to be looked at",
                        Stream.of(Report.values()).map(Report::parameter).toList()));
    }

    private static String text(Report report) {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(new ObjectName(COMMANDS), report.operation, new Object[] {new String[0]}, new String[] {
                        String[].class.getName()
                    });
        } catch (JMException e) {
            throw new VignetteException(ErrorCode.INTERNAL, "The JVM does not tell", e);
        }
    }
}
