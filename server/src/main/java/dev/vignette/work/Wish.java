package dev.vignette.work;

import dev.vignette.jobs.JobClass;
import dev.vignette.jobs.NewJob;
import java.util.OptionalLong;

/// What is asked for, read and permitted.
record Wish(String kind, JobClass jobClass, Order order, String unit, OptionalLong total) {
    NewJob job() {
        return new NewJob(kind, jobClass, order.by().subject(), order.text(), unit, total);
    }
}
