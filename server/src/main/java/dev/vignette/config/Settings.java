package dev.vignette.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.config.spi.ConfigSource;

/// The configuration of one process, from which each feature binds its own record. The environment wins over the file;
/// what is set to nothing counts as not set.
///
/// A record's components carry `Setting`; their types may be `String`, `int`, `long`, `double`, `boolean`, `Duration`,
/// `ByteSize`, `Path`, an enum, an `Optional` or a `List` (comma-separated) of these, or `Map<String, String>`.
public final class Settings {
    private static final String FILE = "VIGNETTE_CONFIG_FILE";

    private final SmallRyeConfig config;

    private Settings(SmallRyeConfig config) {
        this.config = config;
    }

    /// Reads `environment` and, below it, the file that its `VIGNETTE_CONFIG_FILE` names, if any.
    ///
    /// @throws ConfigException when the file cannot be read
    public static Settings load(Map<String, String> environment) {
        String file = environment.getOrDefault(FILE, "");
        return file.isBlank() ? of(environment) : of(environment, Path.of(file));
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
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException(FILE, "cannot read " + file + ": " + e.getMessage());
        }
    }

    /// Without SmallRye's interceptors: values are taken as they are written, so that a `$` in a secret means itself.
    private static SmallRyeConfigBuilder builder(Map<String, String> environment) {
        return new SmallRyeConfigBuilder().withSources(new EnvConfigSource(environment, 300));
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
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof ConfigException invalid) {
                throw invalid;
            }
            throw new IllegalStateException(type + " rejects its settings", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be bound", e);
        }
    }

    /// The names that are set but that no record reads: most likely misspelt. Of the environment these are the names
    /// that begin with `VIGNETTE_`, of the file all of them.
    ///
    /// @return sorted, as they are written
    public List<String> unknown(List<Section> sections) {
        var unknown = new TreeSet<String>();
        for (ConfigSource source : config.getConfigSources()) {
            source.getPropertyNames().stream()
                    .filter(name -> !inEnvironment(source) || name.startsWith("VIGNETTE_"))
                    .filter(name -> sections.stream().noneMatch(section -> reads(section, source, name)))
                    .forEach(unknown::add);
        }
        return List.copyOf(unknown);
    }

    /// The name in the environment of a key: `vignette.source.max-bytes` becomes `VIGNETTE_SOURCE_MAX_BYTES`.
    public static String environmentName(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private Object value(RecordComponent component) {
        Setting setting = setting(component);
        var type = SettingType.of(component);
        if (type.shape() == SettingType.Shape.MAP) {
            return entries(setting.key() + ".");
        }
        String text = config.getOptionalValue(setting.key(), String.class)
                .filter(value -> !value.isBlank())
                .orElse(setting.defaultValue());
        try {
            return type.parse(text, Bounds.of(setting, type.element()));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(environmentName(setting.key()), String.valueOf(e.getMessage()));
        }
    }

    /// Of the environment, where a name has capitals and underscores alone, `VIGNETTE_PRESET_SMALL_AVATAR` is the
    /// entry `small-avatar`.
    private Map<String, String> entries(String prefix) {
        var entries = new TreeMap<String, String>();
        for (ConfigSource source : config.getConfigSources()) {
            source.getProperties().forEach((name, value) -> {
                if (name.startsWith(nameIn(source, prefix)) && !value.isBlank()) {
                    String rest = name.substring(prefix.length());
                    String entry = inEnvironment(source)
                            ? rest.toLowerCase(Locale.ROOT).replace('_', '-')
                            : rest;
                    entries.putIfAbsent(entry, value);
                }
            });
        }
        entries.remove("");
        return Collections.unmodifiableMap(entries);
    }

    private static boolean reads(Section section, ConfigSource source, String name) {
        return Arrays.stream(section.type().getRecordComponents()).anyMatch(component -> {
            String key = setting(component).key();
            return component.getType() == Map.class
                    ? name.startsWith(nameIn(source, key + "."))
                    : name.equals(nameIn(source, key));
        });
    }

    private static String nameIn(ConfigSource source, String key) {
        return inEnvironment(source) ? environmentName(key) : key;
    }

    private static boolean inEnvironment(ConfigSource source) {
        return source instanceof EnvConfigSource;
    }

    static Setting setting(RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        if (setting == null) {
            throw new IllegalStateException(component + " has no @Setting");
        }
        return setting;
    }
}
