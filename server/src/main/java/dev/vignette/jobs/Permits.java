package dev.vignette.jobs;

import java.util.HashMap;
import java.util.Map;

/// How many more runs of each kind this server may begin.
final class Permits {
    private final Map<String, Integer> free = new HashMap<>();

    Permits(Map<String, Integer> limits) {
        free.putAll(limits);
    }

    /// Takes what is free, up to so many of each kind. What is not used is to be given back.
    synchronized Map<String, Integer> take(int most) {
        var taken = new HashMap<String, Integer>();
        free.replaceAll((kind, there) -> {
            int some = Math.min(there, most);
            if (some > 0) {
                taken.put(kind, some);
            }
            return there - some;
        });
        return taken;
    }

    /// @return whether there was none
    synchronized boolean giveBack(String kind, int some) {
        int there = free.getOrDefault(kind, 0);
        free.put(kind, there + some);
        return there == 0 && some > 0;
    }
}
