package dev.vignette.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The type of a setting: one value, or none or one, or several, or several by name.
///
/// @param shape how many values the setting holds
/// @param element the type of one value
record SettingType(Shape shape, Class<?> element) {
    enum Shape {
        ONE,
        OPTIONAL,
        LIST,
        MAP
    }

    static SettingType of(RecordComponent component) {
        Type type = component.getGenericType();
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            Type[] arguments = generic.getActualTypeArguments();
            Class<?> element = (Class<?>) arguments[arguments.length - 1];
            if (raw == Optional.class) {
                return new SettingType(Shape.OPTIONAL, element);
            } else if (raw == List.class) {
                return new SettingType(Shape.LIST, element);
            } else if (raw == Map.class && element == String.class) {
                return new SettingType(Shape.MAP, element);
            }
            throw new IllegalStateException(component + " has a type that no setting can have");
        }
        return new SettingType(Shape.ONE, (Class<?>) type);
    }

    /// Reads `text`, which is blank when nothing is set and there is no default.
    ///
    /// @throws IllegalArgumentException when the text is not of this type or is out of bounds, told to the user
    Object parse(String text, Bounds bounds) {
        return switch (shape) {
            case ONE -> parseOne(text.strip(), bounds);
            case OPTIONAL -> text.isBlank() ? Optional.empty() : Optional.of(parseOne(text.strip(), bounds));
            case LIST ->
                Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .map(item -> parseOne(item, bounds))
                        .toList();
            case MAP -> throw new IllegalStateException("a map is read key by key");
        };
    }

    private Object parseOne(String text, Bounds bounds) {
        Object value = scalar(text);
        bounds.require(value, text);
        return value;
    }

    private Object scalar(String text) {
        if (element == String.class) {
            return text;
        } else if (element == int.class || element == Integer.class) {
            return wholeNumber(text, Integer::valueOf);
        } else if (element == long.class || element == Long.class) {
            return wholeNumber(text, Long::valueOf);
        } else if (element == double.class || element == Double.class) {
            return decimal(text);
        } else if (element == boolean.class || element == Boolean.class) {
            return truth(text);
        } else if (element == Duration.class) {
            return Durations.parse(text);
        } else if (element == ByteSize.class) {
            return ByteSize.parse(text);
        } else if (element == Path.class) {
            return Path.of(text);
        } else if (element.isEnum()) {
            return constant(text);
        }
        throw new IllegalStateException("a setting cannot be of " + element);
    }

    private static <N extends Number> N wholeNumber(String text, Function<String, N> parser) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
        }
    }

    private static Double decimal(String text) {
        try {
            // BigDecimal, since Double.valueOf also takes NaN, Infinity, hexadecimal and a trailing f.
            return new BigDecimal(text).doubleValue();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number", e);
        }
    }

    private static Boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    private Object constant(String text) {
        return Arrays.stream(element.getEnumConstants())
                .filter(constant -> constantName(constant).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not one of " + constantNames()));
    }

    private String constantNames() {
        return Arrays.stream(element.getEnumConstants())
                .map(SettingType::constantName)
                .collect(Collectors.joining(", "));
    }

    private static String constantName(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// As in `duration` or `list of sizes`, for the reference page.
    String describe() {
        return switch (shape) {
            case ONE, OPTIONAL -> describeOne();
            case LIST -> "list of " + describeOne();
            case MAP -> "text by name";
        };
    }

    private String describeOne() {
        if (element == String.class) {
            return "text";
        } else if (element == boolean.class || element == Boolean.class) {
            return "true or false";
        } else if (element == double.class || element == Double.class) {
            return "number";
        } else if (element == Duration.class) {
            return "duration";
        } else if (element == ByteSize.class) {
            return "size";
        } else if (element == Path.class) {
            return "path";
        } else if (element.isEnum()) {
            return constantNames();
        }
        return "whole number";
    }
}
