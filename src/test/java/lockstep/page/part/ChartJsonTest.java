package lockstep.page.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Without it a chart could be drawn of other numbers, or a label could end the element that the numbers stand in. */
class ChartJsonTest {

    private static final Chart.Axis AXIS = new Chart.Axis("</script>", true);

    @Test
    void numbersAreShortAndWhatIsNoneIsNull() {
        double[] x = {0, 1, 1234567};
        double[] y = {0.123456, Double.POSITIVE_INFINITY, 1.23456e-17};

        assertThat(json(new Chart.Series("a", 3, Chart.Shape.STEPS, x, y))).isEqualTo("""
                {"x":{"label":"\\u003c/script>","log":true},"y":{"label":"\\u003c/script>","log":true},\
                "series":[{"label":"a","style":3,"shape":"steps","x":0,"y":[0.1235,null,1.235E-17]}],\
                "xs":[[0,1,1234567]],"marks":[{"axis":"y","at":1,"label":"limit"}]}""");
    }

    @Test
    void linesOverTheSamePlacesShareThem() {
        Chart.Series a = new Chart.Series("a", 0, Chart.Shape.LINE, new double[] {1, 2}, new double[] {1, 2});
        Chart.Series b = new Chart.Series(
                "b", 1, Chart.Shape.LINE, new double[] {1, 2}, new double[] {3, 4}, new double[] {2, 3}, new double[] {
                    4, 5
                });
        Chart.Series c = new Chart.Series("c", 1, Chart.Shape.LINE, new double[] {1}, new double[] {3});

        assertThat(json(a, b, c))
                .contains(
                        "\"xs\":[[1,2],[1]]", "\"x\":0,\"y\":[3,4],\"low\":[2,3],\"high\":[4,5]", "\"x\":1,\"y\":[3]");
    }

    private static String json(Chart.Series... series) {
        List<Chart.Mark> marks = List.of(new Chart.Mark(false, 1.0, "limit"));
        return ChartJson.of(new Chart("id", "", "", AXIS, AXIS, List.of(series), marks));
    }
}
