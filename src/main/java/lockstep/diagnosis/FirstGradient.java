package lockstep.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lockstep.fault.Faults;
import lockstep.fault.FaultyNetwork;
import lockstep.model.Engine;
import lockstep.model.Tolerance;

/**
 * The gradient of a candidate's first step: it tells apart what losses cannot, such as a gradient of the wrong sign and a rule
 * that climbs.
 */
public final class FirstGradient {

    private final Course course;
    private Optional<double[]> candidates = Optional.empty();

    public FirstGradient(Course course) {
        this.course = course;
    }

    /** Trains the candidate, and notes its gradient in passing. */
    public double[] losses(Engine candidate, int steps) {
        int weights = course.run().network().weightCount();
        candidate.loadWeights(course.run().start().weights());
        double[] losses = new double[steps];
        for (int step = 0; step < steps; step++) {
            losses[step] = candidate.step(course.batch(step));
            if (step == 0 && candidate.can(Engine.Ability.READ_GRADIENT)) {
                double[] gradient = new double[weights];
                candidate.readGradient(gradient);
                candidates = Optional.of(gradient);
            }
        }
        return losses;
    }

    /** Takes the candidate's gradient to be that of a right program. */
    public void isRight() {
        candidates = Optional.of(gradient(Faults.NONE));
    }

    /** The same without the sets that the gradient rules out, as long as some are left. */
    public Diagnosis.Explained narrowed(Diagnosis.Explained explained) {
        if (candidates.isEmpty()) {
            return explained;
        }
        List<Diagnosis.Cause> causes = new ArrayList<>();
        for (Diagnosis.Cause cause : explained.causes()) {
            List<Faults> fitting = cause.all().stream().filter(this::fits).toList();
            if (!fitting.isEmpty()) {
                causes.add(new Diagnosis.Cause(
                        fitting.get(0),
                        cause.twins().stream()
                                .filter(twin -> fitting.indexOf(twin.faults()) > 0)
                                .toList(),
                        cause.counting()));
            }
        }
        return causes.isEmpty() ? explained : new Diagnosis.Explained(causes, explained.rivals(), explained.evidence());
    }

    private boolean fits(Faults faults) {
        double[] gradient = gradient(faults);
        double[] seen = candidates.orElseThrow();
        double largest = Arrays.stream(seen).map(Math::abs).max().orElse(0.0);
        for (int i = 0; i < gradient.length; i++) {
            if (!(Math.abs(gradient[i] - seen[i]) <= Tolerance.DEFAULT.at(largest))) {
                return false;
            }
        }
        return true;
    }

    private double[] gradient(Faults faults) {
        FaultyNetwork network = course.begin(faults);
        network.step(course.batch(0));
        double[] gradient = new double[course.run().network().weightCount()];
        network.readGradient(gradient);
        return gradient;
    }
}
