package lockstep.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.diagnosis.Starts;
import lockstep.diagnosis.Starts.End;

/** What a right program does from other starts, in words. */
public final class StartsWords {

    private StartsWords() {}

    /** How many starts learn, as it is and with the change that helps most; then what the others are stuck at. */
    public static List<String> lines(Starts starts) {
        List<String> lines = new ArrayList<>();
        Starts.Outcome asIs = starts.asIs();
        lines.add("A right program on this config: " + asIs.learned() + " of " + Starts.COUNT
                + " starts get to a loss of " + Figures.significant(starts.goal()) + " within " + starts.epochs()
                + " epochs at the learning rate " + rate(asIs) + better(starts) + "; this start "
                + (starts.thisStart() == End.LEARNED ? "does" : "does not: " + what(starts.thisStart()))
                + (starts.thisStart() != End.LEARNED && 2 * asIs.learned() > Starts.COUNT
                        ? ". Another seed helps, then."
                        : "."));
        stuck(asIs).ifPresent(lines::add);
        if (starts.thisStart() == End.OVERFLOWED) {
            lines.add("Inputs of up to " + Figures.significant(starts.largestInput())
                    + " make the numbers overflow at this rate; "
                    + starts.finiteRate()
                            .map(finite -> "from this start they stay finite at " + Figures.significant(finite) + ".")
                            .orElse("no rate that was tried keeps them finite."));
        }
        if (starts.targetsOutOfReach()) {
            lines.add("Some targets lie beyond what the output layer's activation can give.");
        }
        return lines;
    }

    private static String better(Starts starts) {
        StringBuilder better = new StringBuilder();
        if (starts.best().learned() > starts.asIs().learned()) {
            better.append(", ").append(starts.best().learned()).append(" at ").append(rate(starts.best()));
        }
        starts.scaled()
                .filter(scaled -> scaled.learned() > starts.best().learned())
                .ifPresent(scaled -> better.append(", ")
                        .append(scaled.learned())
                        .append(" with inputs scaled to mean 0 and deviation 1 (standardize: true) at ")
                        .append(rate(scaled)));
        return better.toString();
    }

    private static String rate(Starts.Outcome outcome) {
        return Figures.significant(outcome.rate());
    }

    private static Optional<String> stuck(Starts.Outcome outcome) {
        List<String> groups = new ArrayList<>();
        for (End end : End.values()) {
            if (end != End.LEARNED && outcome.count(end) > 0) {
                groups.add(outcome.count(end) + ": " + what(end));
            }
        }
        return groups.isEmpty() ? Optional.empty() : Optional.of("The others: " + String.join("; ", groups) + ".");
    }

    private static String what(End end) {
        return switch (end) {
            case LEARNED -> "it learns";
            case OVERFLOWED -> "its numbers overflow";
            case CUT -> "a hidden layer's units are all flat (saturated, or ReLUs that are off)";
            case MEAN_ANSWER -> "every answer is the mean of the targets";
            case ELSEWHERE -> "it is slow, or stuck elsewhere";
        };
    }
}
