package dev.vignette.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JavaHeapTest {
    @Test
    void parse_metrics_sumsOverLabels() {
        JavaHeap heap = JavaHeap.parse("""
                # TYPE jvm_gc_pause_seconds summary
                jvm_gc_pause_seconds_count{action="end of minor GC",cause="Allocation Failure"} 7
                jvm_gc_pause_seconds_count{action="end of major GC",cause="Allocation Failure"} 1
                jvm_gc_pause_seconds_sum{action="end of minor GC",cause="Allocation Failure"} 0.5
                jvm_gc_memory_allocated_bytes_total 1.5E9
                """);

        assertThat(heap).isEqualTo(new JavaHeap(1.5e9, 8));
        assertThat(heap.since(new JavaHeap(0.5e9, 2))).isEqualTo(new JavaHeap(1e9, 6));
    }
}
