package dev.vignette.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.image.Orientation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every parameter with values that are accepted, at both bounds. One long table, as it is read beside the table of
/// parameters.
final class ParameterTableTest {
    /// A box that lets fit, gravity and enlarge have their effect.
    private static final String BOX = "&w=40&h=30";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "w=0|''",
                "w=1|w=1",
                "w=16384|w=16384",
                "w=0320|w=320",
                "h=0|''",
                "h=16384|h=16384",
                "w=100&dpr=2|w=200",
                "w=33&dpr=1.5|w=50",
                "w=1&h=1&dpr=0.5|h=1&w=1",
                "w=100&dpr=1.100000023841858|w=110",
                "w=3276&dpr=5|w=16380",
                "dpr=3|''",
                "q=1|q=1",
                "q=100|q=100",
                "f=auto|''",
                "f=jpeg|f=jpeg",
                "f=jpg|f=jpeg",
                "f=webp|f=webp",
                "f=avif|f=avif",
                "f=png|f=png",
                "f=gif|f=gif",
                "bg=fff|bg=ffffff",
                "bg=#1aF|bg=11aaff",
                "bg=102030|bg=102030",
                "bg=#102030FF|bg=102030",
                "bg=10203004|bg=10203004",
                "blur=0|''",
                "blur=0.0|''",
                "blur=0.3|blur=0.3",
                "blur=2.50|blur=2.5",
                "blur=2.004|blur=2",
                "blur=100|blur=100",
                "sharpen=0|''",
                "sharpen=0.3|sharpen=0.3",
                "sharpen=10|sharpen=10",
                "rot=0|''",
                "rot=90|rot=90",
                "rot=180|rot=180",
                "rot=270|rot=270",
                "flip=h|flip=h",
                "flip=v|flip=h&rot=180",
                "flip=hv|rot=180",
                "rot=180&flip=hv|''",
                "rot=90&flip=h|flip=h&rot=90",
                "rot=90&flip=v|flip=h&rot=270",
                "trim=1|trim=1",
                "trim=255|trim=255",
                "trim=true|trim=10",
                "trim=false|''",
                "crop=0,0,1,1|crop=0,0,1,1",
                "crop=10,020,999999,40|crop=10,20,999999,40",
                "page=0|page=0",
                "page=99999|page=99999",
                "anim=auto|''",
                "anim=true|anim=true",
                "anim=false|anim=false",
                "page=3&anim=false|page=3",
                "page=3&anim=auto|page=3",
                "meta=none|''",
                "meta=copyright|meta=copyright",
                "meta=all|meta=all",
                "icc=srgb|''",
                "icc=keep|icc=keep",
            })
    void parse_accepted_isCanonical(String text, String canonical) {
        assertThat(OptionsParser.PLAIN.parse(text).canonical()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fit=inside|''",
                "fit=outside|fit=outside",
                "fit=cover|fit=cover",
                "fit=contain|fit=contain",
                "fit=fill|fit=fill",
                "enlarge=true|enlarge=true",
                "enlarge=1|enlarge=true",
                "enlarge=false|''",
                "enlarge=0|''",
                "g=n|''",
                "fit=outside&g=smart|fit=outside",
                "fit=fill&g=fp:0:0|fit=fill",
                "fit=contain&g=n|fit=contain&g=n",
                "fit=contain&g=smart|fit=contain",
                "fit=contain&g=fp:0.2:1|fit=contain&g=fp:0.2:1",
                "fit=cover&g=center|fit=cover",
                "fit=cover&g=n|fit=cover&g=n",
                "fit=cover&g=north|fit=cover&g=n",
                "fit=cover&g=northeast|fit=cover&g=ne",
                "fit=cover&g=east|fit=cover&g=e",
                "fit=cover&g=southeast|fit=cover&g=se",
                "fit=cover&g=south|fit=cover&g=s",
                "fit=cover&g=southwest|fit=cover&g=sw",
                "fit=cover&g=west|fit=cover&g=w",
                "fit=cover&g=northwest|fit=cover&g=nw",
                "fit=cover&g=nw|fit=cover&g=nw",
                "fit=cover&g=smart|fit=cover&g=smart",
                "fit=cover&g=entropy|fit=cover&g=entropy",
                "fit=cover&g=fp:0:1|fit=cover&g=fp:0:1",
                "fit=cover&g=fp:0.250:0.33333333|fit=cover&g=fp:0.25:0.3333",
            })
    void parse_inBox_isCanonical(String text, String canonical) {
        String boxed = (canonical.isEmpty() ? "" : canonical + "&") + "h=30&w=40";
        var sorted = List.of(boxed.split("&")).stream().sorted().toList();
        assertThat(OptionsParser.PLAIN.parse(text + BOX).canonical()).isEqualTo(String.join("&", sorted));
    }

    @ParameterizedTest
    @ValueSource(strings = {"outside", "cover", "contain", "fill"})
    void parse_fitWithOneSide_isInside(String fit) {
        var options = OptionsParser.PLAIN.parse("w=40&g=smart&enlarge=1&fit=" + fit);
        assertThat(options.resize()).isEqualTo(new Resize(40, 0, Fit.INSIDE, Compass.CENTER, true));
        assertThat(OptionsParser.PLAIN.parse("g=smart&enlarge=1&fit=" + fit)).isEqualTo(Options.NONE);
    }

    @Test
    void parse_values_reachTheirComponents() {
        var options = OptionsParser.PLAIN.parse(List.of(
                Map.entry("w", "40"),
                Map.entry("h", "30"),
                Map.entry("fit", "cover"),
                Map.entry("g", "se"),
                Map.entry("enlarge", "true"),
                Map.entry("dpr", "2"),
                Map.entry("bg", "#01020304"),
                Map.entry("crop", "1,2,3,4")));
        assertThat(options.resize()).isEqualTo(new Resize(80, 60, Fit.COVER, Compass.SOUTHEAST, true));
        assertThat(options.background()).hasValue(new Color(1, 2, 3, 4));
        assertThat(options.crop()).hasValue(new Crop(1, 2, 3, 4));
    }

    @Test
    void parse_turnAndFlip_turnsFirst() {
        // A quarter turn to the right takes the top left corner to the top right; mirroring takes it back to the left.
        var turned = OptionsParser.PLAIN.parse("rot=90&flip=h").orientation();
        assertThat(turned).isEqualTo(new Orientation(false, 1).then(new Orientation(true, 0)));
        assertThat(OptionsParser.PLAIN.parse("flip=v").orientation()).isEqualTo(Orientation.ofExif(4));
        assertThat(OptionsParser.PLAIN.parse("flip=h").orientation()).isEqualTo(Orientation.ofExif(2));
        assertThat(turned).isEqualTo(Orientation.ofExif(5));
    }

    @Test
    void all_namesAreUnique_andDefaultsReadBack() {
        var names = new HashSet<String>();
        for (var parameter : Parameters.all()) {
            assertThat(names.add(parameter.name())).as(parameter.name()).isTrue();
            assertThat(parameter.doc()).endsWith(".");
            if (!parameter.defaultText().isEmpty()) {
                String text = parameter.name() + "=" + parameter.defaultText();
                assertThat(OptionsParser.PLAIN.parse(text)).as(text).isEqualTo(Options.NONE);
            }
        }
    }
}
