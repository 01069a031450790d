package lockstep.data.problem;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import lockstep.data.file.CsvExamples;
import lockstep.data.file.Selection;
import lockstep.model.Examples;

/**
 * Fifty flowers of each of three species of iris, four lengths of each in centimetres: R. A. Fisher, "The use of multiple
 * measurements in taxonomic problems", Annals of Eugenics 7 (1936), Table I; measured by Edgar Anderson.
 *
 * <p>The rows are Fisher's, as R has them, not those of the UCI repository: there the flowers 35 and 38 are wrong in three
 * numbers (Bezdek and others, "Will the real iris data please stand up?", IEEE Transactions on Fuzzy Systems 7, 1999).
 */
final class Iris {

    private Iris() {}

    static Problem problem() {
        return new Problem(
                "iris",
                "Fisher's 150 flowers: four measurements, and one output each for setosa, versicolor and virginica",
                Coding.after(),
                Iris::examples);
    }

    private static Examples examples(Map<String, Double> arguments) {
        CsvExamples.Roles roles = new CsvExamples.Roles(List.of(0, 1, 2, 3), List.of(), OptionalInt.of(4));
        return Coding.of(arguments).applied(CsvExamples.ofOwn(Iris.class, "iris.csv", true, roles, Selection.ALL));
    }
}
