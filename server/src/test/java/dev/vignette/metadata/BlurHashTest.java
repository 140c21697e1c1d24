package dev.vignette.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlurHashTest {
    /// Pattern, components and hash, from the Python package `blurhash` 1.1.5. Like the reference in C it scales waves
    /// by the largest absolute value; the one in TypeScript (npm `blurhash` 2.0.5) takes the largest value, so that
    /// negative waves beyond it are cut.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gradient 4 3 LxH24M2lwzX5qeWYjuf7gJfkfQfj",
                "gradient 1 1 00H24M",
                "gradient 9 9 |xH24M2lwzX5a{oeWooeWoqeWYjuf7fRf6fRf6a}gJfkfQfjfQfjfQfjfQsCWojtfQfQfQfQfQa|e:fRfQfQfQfQfQfQfQs:WojtfQfQfQfQfQa|eofRfQfQfQfQfQfQfQt6WojtfQfQfQfQfQa|eof8fQf7fQf7fQf7fQ",
                "gradient 2 5 bxH24M2lqeWYgJfksCWoe:fR",
                "checks 4 3 LCLC|p^jfQ^j-oEAfQ0rfQfQfQfQ",
                "checks 1 1 00LC|p",
                "checks 9 9 |YLC|p%1fQ%1fQ%1fQ%1fQxZNLfQIvNLxVfQoJfQfQfQfQfQfQfQfQfQfQxZNMfQEANM$_fQoJfQfQfQfQfQfQfQfQfQfQxZ9%fQ0qEA=;fQocfQfQIvfQ9%Iv$_fQoJfQxZ-OfQ^a$_ESfQWXfQfQfQfQfQfQfQfQfQfQ",
                "checks 2 5 b9LC|p~B?G9kfQfQ?G5HfQfQ",
                "noise 4 3 L2HV9sS@Sp{4-MrlU{WNbQ4;S1.t",
                "noise 1 1 00HV9s",
                "noise 9 9 |8HV9sX3W*#UPKylRSpTr:s*nfa1auUgaJXNacVsfeIpWVvkOrTtNbOUrMtMrpi|RhVISuWYjYRRNY9[WGz@D@KvK5Ft#Z%0R$ShEeTDkpw0THF1rt+KVvD=*W%Yw}+wEStdnzkSR*YHS#RRbJRRr:rERqQrq,t~ogslRp",
                "noise 2 5 b4HV9sX2xTr-b9E2%FvxI,0|",
                "disc 4 3 L-G0Hd6~wxX7q7bZjtf%gcfjfQfj",
                "disc 1 1 00G0Hd",
                "disc 9 9 |-G0Hd6~wxX7a|oeWpoeWpq7bZjtf%fQf%fQf%fQgcfjfQfjfQfjfQfjfQo_bGjtfjfQfjfQfjfQg0fjfQfjfQfjfQfjfQoxbGjtfjfQfjfQfjfQg0fQfQfQfQfQfQfQfQoxa|jtfQfQfQfQfQfQf%fQfQfQfQfQfQfQfQ",
                "disc 2 5 b-G0Hd6~q7bZgcfjo_bGg0fj",
                "fading 4 3 LqM}:GqQgJr]$@i|fjjZfSfQfQfQ",
                "fading 1 1 00M}:G",
                "fading 9 9 |qM}:GqQgJr]fjsoe;s.e;$@i|fjjZfQjsf7j?f7fSfQfQfQfQfQfQfQfQ%1i}fjjafQjtf7j@f7fNfQfQfQfQfQfQfQfQ%1i~fjjbfQjuf7j[f7fNfPfQfPfQfPfQfPfQ%2i~fjjbfQjuf7j[f7fMfPfQfPfQfPfQfPfQ",
                "fading 2 5 bqM}:GqQ$@i|fSfQ%1i}fNfQ",
                "black 4 3 L00000fQfQfQfQfQfQfQfQfQfQfQ",
                "black 1 1 000000",
                "black 9 9 |00000fQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQfQ",
                "black 2 5 b00000fQfQfQfQfQfQfQfQfQ",
                "wide 4 3 L*DeR^C_tNXQ%nP4odbYfJfPfQfP",
                "wide 1 1 00DeR^",
                "wide 9 9 |~DeR^H5tNXQkAbaf%f*bZyLTYodbZj@bGfjfjfjfKfPfQfPfQfPfQfPfQyXTZodbaj@bHfjfkfjfKfPfQfPfQfPfQfPfQyLTYodbZj@bGfjfjfj_NH5tNXQkAbaf%f*bZyLTYodbZj@bGfjfjfjfKfPfQfPfQfPfQfPfQ",
                "wide 2 5 b*DeR^C_%nP4fJfP%$P6fJfP"
            })
    void encode_pattern_isTheHashOfTheReference(String vector) {
        String[] parts = vector.split(" ", 4);
        Pixels pixels = Patterns.named(parts[0]);

        assertThat(BlurHash.encode(pixels, Integer.parseInt(parts[1]), Integer.parseInt(parts[2])))
                .isEqualTo(parts[3]);
    }

    @Test
    void encode_componentsOutOfBounds_areRefused() {
        Pixels pixels = new Pixels(1, 1, new byte[4]);

        assertThatThrownBy(() -> BlurHash.encode(pixels, 0, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BlurHash.encode(pixels, 4, 10)).isInstanceOf(IllegalArgumentException.class);
    }
}
