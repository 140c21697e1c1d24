package dev.vignette.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The configuration of one process, from which each feature binds its own record. The environment wins over the file.
///
/// A record's components carry `Setting`; their types may be `String`, `int`, `double`, `boolean`, `Duration`,
/// `ByteSize`, `Path`, an `Optional` or a `List` (comma-separated) of these, or `Map<String, String>`.
public final class Settings {
    private final SmallRyeConfig config;

    private Settings(SmallRyeConfig config) {
        this.config = config;
    }

    /// Reads `environment` alone.
    public static Settings of(Map<String, String> environment) {
        return new Settings(builder(environment).build());
    }

    /// Reads `environment` and, below it, the properties in `file`.
    ///
    /// @throws ConfigException when the file cannot be read
    public static Settings of(Map<String, String> environment, Path file) {
        try {
            var source = new PropertiesConfigSource(file.toUri().toURL(), 100);
            return new Settings(builder(environment).withSources(source).build());
        } catch (IOException e) {
            throw new ConfigException("VIGNETTE_CONFIG_FILE", "cannot read " + file + ": " + e.getMessage());
        }
    }

    private static SmallRyeConfigBuilder builder(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(environment, 300))
                .addDefaultInterceptors();
    }

    /// Makes the record, with defaults for what is not set.
    ///
    /// @throws ConfigException when a value cannot be read or is out of bounds; the message names the key
    public <R extends Record> R bind(Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components).map(this::value).toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (java.lang.reflect.InvocationTargetException e) {
            if (e.getCause() instanceof ConfigException invalid) {
                throw invalid;
            }
            throw new IllegalStateException(type + " rejects its settings", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be bound", e);
        }
    }

    /// The name in the environment of a key: `vignette.source.max-bytes` becomes `VIGNETTE_SOURCE_MAX_BYTES`.
    public static String environmentName(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private Object value(RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        if (setting == null) {
            throw new IllegalStateException(component + " has no @Setting");
        }
        if (component.getType() == Map.class) {
            return entries(setting.key() + ".");
        }
        String text = config.getOptionalValue(setting.key(), String.class)
                .filter(value -> !value.isBlank())
                .orElse(setting.defaultValue());
        try {
            Object value = convert(text, component.getGenericType());
            requireBounds(setting, value);
            return value;
        } catch (IllegalArgumentException e) {
            throw new ConfigException(environmentName(setting.key()), String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> entries(String prefix) {
        var entries = new TreeMap<String, String>();
        for (String name : config.getPropertyNames()) {
            String key =
                    name.startsWith("VIGNETTE_") ? name.toLowerCase(Locale.ROOT).replace('_', '.') : name;
            if (key.startsWith(prefix) && key.length() > prefix.length()) {
                entries.put(key.substring(prefix.length()), config.getValue(name, String.class));
            }
        }
        return entries;
    }

    private static Object convert(String text, Type type) {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return text.isBlank() ? Optional.empty() : Optional.of(convert(text, element));
            }
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(item -> !item.isEmpty())
                    .map(item -> convert(item, element))
                    .toList();
        }
        return scalar(text.strip(), (Class<?>) type);
    }

    private static Object scalar(String text, Class<?> type) {
        if (type == String.class) {
            return text;
        } else if (type == int.class || type == Integer.class) {
            return number(text);
        } else if (type == boolean.class || type == Boolean.class) {
            if (!List.of("true", "false").contains(text)) {
                throw new IllegalArgumentException("'" + text + "' is neither true nor false");
            }
            return Boolean.valueOf(text);
        } else if (type == double.class || type == Double.class) {
            return Double.valueOf(text);
        } else if (type == Duration.class) {
            return Durations.parse(text);
        } else if (type == ByteSize.class) {
            return ByteSize.parse(text);
        } else if (type == Path.class) {
            return Path.of(text);
        }
        throw new IllegalStateException("a setting cannot be of type " + type);
    }

    private static Integer number(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
        }
    }

    private static void requireBounds(Setting setting, Object value) {
        long number = switch (value) {
            case Integer i -> i;
            case Duration duration -> duration.toMillis();
            case ByteSize size -> size.bytes();
            default -> Math.clamp(0L, setting.min(), setting.max());
        };
        if (number < setting.min() || number > setting.max()) {
            throw new IllegalArgumentException(
                    "'" + value + "' is not between " + setting.min() + " and " + setting.max());
        }
    }
}
