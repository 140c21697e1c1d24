package dev.vignette.options;

import dev.vignette.error.VignetteException;
import java.util.List;

/// One parameter of a thumbnail: what a URL, a preset and the command line share. The reference page, the help of the
/// command line and the errors are all made from it.
public final class Parameter<T> {
    private final String name;
    private final String longName;
    private final Syntax<T> syntax;
    private final T fallback;
    private final String doc;

    Parameter(String name, String longName, Syntax<T> syntax, T fallback, String doc) {
        this.name = name;
        this.longName = longName;
        this.syntax = syntax;
        this.fallback = fallback;
        this.doc = doc;
    }

    /// Its name in a URL, as in `w`.
    public String name() {
        return name;
    }

    /// The whole word, as in `width`: for people, not accepted in a URL.
    public String longName() {
        return longName;
    }

    /// The values it may have, or their shapes.
    public List<String> allowed() {
        return syntax.allowed();
    }

    /// The text of the value that holds when it is absent; empty when only its absence says so.
    public String defaultText() {
        return syntax.write().apply(fallback);
    }

    /// One sentence on what it does.
    public String doc() {
        return doc;
    }

    T fallback() {
        return fallback;
    }

    String write(T value) {
        return syntax.write().apply(value);
    }

    T read(String text) {
        return syntax.read().apply(text).orElseThrow(() -> refused("cannot be " + Shown.quoted(text)));
    }

    VignetteException refused(String problem) {
        return VignetteException.badParameter(name, name + " " + problem, allowed());
    }

    @Override
    public String toString() {
        return name;
    }
}
