package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.error.VignetteException;
import dev.vignette.image.Dimensions;
import dev.vignette.options.OptionsParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LargestSideTest {
    private static final LargestSide LARGEST = new LargestSide(500, new Dimensions(4000, 2000), false);

    @ParameterizedTest
    @CsvSource({
        "'', h=500&w=500",
        "w=300, h=500&w=300",
        "w=3000, h=500&w=500",
        "w=300&h=200&fit=cover, fit=cover&h=200&w=300",
        "w=2000&h=1000&fit=cover, fit=cover&h=250&w=500",
        "w=2000&h=1000&fit=outside, h=500&w=500",
        "w=300&h=200&fit=outside, h=200&w=300",
        "w=16384&h=1&fit=fill, fit=fill&h=1&w=500",
        "w=500&h=500&fit=fill, fit=fill&h=250&w=250",
        "w=100&h=200&fit=fill, fit=fill&h=200&w=100",
        "w=400&dpr=5, h=500&w=500",
        "w=500&h=500&fit=cover&g=west, fit=cover&g=west&h=250&w=250",
        "w=16&h=500&fit=cover, fit=cover&h=250&w=8",
        "w=500&h=250&fit=cover&rot=90, fit=cover&h=125&rot=90&w=250",
        "w=500&h=500&fit=contain, fit=contain&h=500&w=500"
    })
    void apply_anyBox_isHeldToTheSide(String asked, String held) {
        var options = LARGEST.apply(OptionsParser.PLAIN.parse(asked.replace("'", "")));

        assertThat(options).isEqualTo(OptionsParser.PLAIN.parse(held));
    }

    @ParameterizedTest
    @ValueSource(strings = {"crop=0,0,500,500", "trim=10", "crop=0,0,500,500&w=100"})
    void apply_partOfThePicture_isRefused(String asked) {
        var options = OptionsParser.PLAIN.parse(asked);

        assertThatThrownBy(() -> LARGEST.apply(options))
                .isInstanceOfSatisfying(
                        VignetteException.class,
                        refusal -> assertThat(refusal.parameter()).contains(asked.substring(0, 4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"w=50&h=50&fit=cover", "w=50&h=50&fit=fill&page=1"})
    void apply_pagesToBeCutOrBent_isRefused(String asked) {
        var pages = new LargestSide(500, new Dimensions(4000, 2000), true);
        var options = OptionsParser.PLAIN.parse(asked);

        assertThatThrownBy(() -> pages.apply(options))
                .isInstanceOfSatisfying(
                        VignetteException.class,
                        refusal -> assertThat(refusal.parameter()).contains("fit"));
    }

    @ParameterizedTest
    @CsvSource({"w=3000&page=1, h=500&page=1&w=500", "w=1000&h=500&fit=contain, fit=contain&h=250&w=500"})
    void apply_pagesAsAWhole_areHeldToTheSide(String asked, String held) {
        var options = new LargestSide(500, new Dimensions(4000, 2000), true).apply(OptionsParser.PLAIN.parse(asked));

        assertThat(options).isEqualTo(OptionsParser.PLAIN.parse(held));
    }
}
