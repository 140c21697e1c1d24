package dev.vignette.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ThumbsReportTest {
    @Test
    void markdown_twoArms_showsMediansAndTheRatioToSharp() {
        ThumbsReport report = new ThumbsReport();
        Work work = new Work(Target.WEBP, 300);
        for (int round = 1; round <= 3; round++) {
            report.add(work, "vignette", new Measure(15 * round, 50, 60, 90, 1234, 0.01 * round));
            report.add(work, "sharp", new Measure(20 * round, 40, 70, 95, 2345, 0));
            report.addArm("vignette", 1024L * 100 * round, "its defaults");
        }

        assertThat(report.markdown())
                .contains("| 300 px webp | vignette | 30.0 | 0.75 | 50.0 | 60 | 90 | 1234 |")
                .contains("| 300 px webp | sharp | 40.0 | 1.00 | 40.0 | 70 | 95 | 2345 |")
                .contains("| vignette | 200 | its defaults |")
                .contains("at most 3 %");
    }

    @Test
    void markdown_withoutSharp_hasNoRatio() {
        ThumbsReport report = new ThumbsReport();
        report.add(new Work(Target.JPEG, 512), "ipx", new Measure(1, 2, 3, 4, 5, 0));

        assertThat(report.markdown()).contains("| 512 px jpeg | ipx | 1.0 | – |");
    }
}
