package lockstep.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Without it two lines of a chart could look alike to one reader in twelve. Colours are turned into what people without one kind
 * of cone see (Machado, Oliveira and Fernandes, 2009, severity 1), and compared by their distance in CIELAB: 2.3 can just be
 * noticed, and 20 is a plain difference.
 */
class PaletteTest {

    private static final int COLOURS = 6;
    private static final int DASHES = 4;

    /** The identity, and protanopia, deuteranopia and tritanopia; rows for linear red, green and blue. */
    private static final List<double[][]> EYES = List.of(
            new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
            new double[][] {
                {0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}
            },
            new double[][] {
                {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
            },
            new double[][] {
                {1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}
            });

    /** Lines of one dash pattern are 30 apart, any two 20; on paper each has the contrast 3 that WCAG 2.2 asks of graphics. */
    @ParameterizedTest
    @CsvSource({"0, '\n  '", "1, '\n    '"})
    void noTwoLinesLookAlike(int theme, String indentation) throws IOException {
        String css = css();
        double[] paper = colour(css, indentation, "paper");
        List<double[]> colours = IntStream.range(0, COLOURS)
                .mapToObj(c -> colour(css, indentation, "c" + c))
                .toList();
        for (int a = 0; a < COLOURS * DASHES / 2; a++) {
            double[] one = colours.get(a % COLOURS);
            assertThat(contrast(one, paper)).isGreaterThan(3.0);
            for (int b = 0; b < a; b++) {
                double[] other = colours.get(b % COLOURS);
                if (one != other) {
                    double least = a % DASHES == b % DASHES ? 30.0 : 20.0;
                    for (double[][] eye : EYES) {
                        assertThat(distance(lab(seen(one, eye)), lab(seen(other, eye))))
                                .as("lines %d and %d of theme %d", a, b, theme)
                                .isGreaterThan(least);
                    }
                }
            }
        }
    }

    private static double[] colour(String css, String indentation, String name) {
        return Pattern.compile(indentation + "--" + name + ": #(..)(..)(..);")
                .matcher(css)
                .results()
                .findFirst()
                .map(match -> IntStream.rangeClosed(1, 3)
                        .mapToDouble(channel -> linear(Integer.parseInt(match.group(channel), 16) / 255.0))
                        .toArray())
                .orElseThrow();
    }

    /** IEC 61966-2-1. */
    private static double linear(double c) {
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    private static double[] seen(double[] rgb, double[][] eye) {
        return IntStream.range(0, 3)
                .mapToDouble(i -> Math.min(1, Math.max(0, dot(eye[i], rgb))))
                .toArray();
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double luminance(double[] rgb) {
        return dot(new double[] {0.2126, 0.7152, 0.0722}, rgb);
    }

    private static double contrast(double[] a, double[] b) {
        double la = luminance(a);
        double lb = luminance(b);
        return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
    }

    /** CIE 1976, with the white of D65. */
    private static double[] lab(double[] rgb) {
        double x = root(dot(new double[] {0.4124, 0.3576, 0.1805}, rgb) / 0.95047);
        double y = root(luminance(rgb));
        double z = root(dot(new double[] {0.0193, 0.1192, 0.9505}, rgb) / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double root(double t) {
        return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116.0;
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(IntStream.range(0, 3)
                .mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i]))
                .sum());
    }

    private static String css() throws IOException {
        try (InputStream stream = Objects.requireNonNull(Templates.class.getResourceAsStream("report.css"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
