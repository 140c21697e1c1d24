package dev.vignette.bench.load;

/// What is asked of an original: fit inside a square of `size` pixels, written as `target`.
record Work(Target target, int size) {
    @Override
    public String toString() {
        return size + " px " + target.parameter();
    }
}
