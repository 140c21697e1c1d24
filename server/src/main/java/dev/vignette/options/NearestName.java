package dev.vignette.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The known parameter that a misspelt name was probably meant to be.
final class NearestName {
    /// No name is longer; without this bound a hostile one would cost its length times all names.
    private static final int LONGEST = 16;

    private NearestName() {}

    /// Compares with the names, their long forms (`width` for `w`) and the names in `envelope`.
    static Optional<String> of(String name, List<String> envelope) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return Optional.empty();
        }
        String lower = name.toLowerCase(Locale.ROOT);
        int bound = lower.length() < 3 ? 1 : 2;
        return spellings(envelope).entrySet().stream()
                .map(spelling -> Map.entry(distance(lower, spelling.getKey()), spelling.getValue()))
                .filter(near -> near.getKey() < lower.length() && near.getKey() <= bound)
                .min(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue);
    }

    private static Map<String, String> spellings(List<String> envelope) {
        var spellings = new LinkedHashMap<String, String>();
        for (var parameter : Parameters.all()) {
            spellings.put(parameter.name(), parameter.name());
            spellings.put(parameter.longName(), parameter.name());
        }
        envelope.forEach(name -> spellings.put(name, name));
        return spellings;
    }

    /// Damerau and Levenshtein's distance (optimal string alignment): how many letters must be put in, left out,
    /// exchanged or swapped with their neighbour.
    private static int distance(String from, String to) {
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : fewest(steps, from, to, i, j);
            }
        }
        return steps[from.length()][to.length()];
    }

    private static int fewest(int[][] steps, String from, String to, int i, int j) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int fewest = Math.min(steps[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(fewest, 1 + steps[i - 2][j - 2]) : fewest;
    }
}
