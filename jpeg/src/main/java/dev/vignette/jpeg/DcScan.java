package dev.vignette.jpeg;

import java.util.List;

/// The DC coefficients of all components in a progressive file (T.81, G.1.2.1).
final class DcScan {
    private final List<Coefficients> coefficients;
    private final ScanStep step;
    private final Tokens tokens;
    private final int[] last;

    DcScan(List<Coefficients> coefficients, ScanStep step, Tokens tokens) {
        this.coefficients = coefficients;
        this.step = step;
        this.tokens = tokens;
        this.last = new int[coefficients.size()];
    }

    void code() {
        List<EncodedComponent> components =
                coefficients.stream().map(Coefficients::component).toList();
        new Interleaving(components).walk(this::code);
    }

    private void code(int number, int column, int row) {
        Coefficients own = coefficients.get(number);
        EncodedComponent component = own.component();
        int value = last[number];
        // Behind the edges the last DC is repeated, which takes the fewest bits.
        if (column < component.columns() && row < component.rows()) {
            value = own.values()[(row * component.columns() + column) * 64];
        }
        if (step.refines()) {
            tokens.add(value >> step.bit(), 1);
        } else {
            int difference = (value >> step.bit()) - (last[number] >> step.bit());
            int width = Magnitude.width(difference);
            tokens.add(component.dcTable(), width, Magnitude.bits(difference), width);
        }
        last[number] = value;
    }
}
