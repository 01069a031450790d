package lockstep.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lockstep.fault.Faults;
import lockstep.fault.network.FaultyNetwork;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.Tolerance;

/**
 * The gradient of a candidate's first step: it tells apart what losses cannot, such as a gradient of the wrong sign and a rule
 * that climbs.
 */
public final class FirstGradient {

    /** So many of a precision's roundings, of the largest gradient, may part two right ones. */
    private static final double ROUNDINGS = 64.0;

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

    /** What the gradient adds to a diagnosis from the losses. */
    Diagnosis added(Diagnosis diagnosis) {
        if (diagnosis instanceof Diagnosis.Explained explained) {
            return narrowed(explained);
        }
        return diagnosis instanceof Diagnosis.Unexplained unexplained
                ? new Diagnosis.Unexplained(
                        unexplained.rivals(), unexplained.showing(), wrongLayers(), unexplained.evidence())
                : diagnosis;
    }

    /** Where the candidate's gradient is not the right one; empty if it was not seen. */
    private List<Boolean> wrongLayers() {
        if (candidates.isEmpty()) {
            return List.of();
        }
        NetworkSpec network = course.run().network();
        double[] right = gradient(Faults.NONE);
        List<Boolean> wrong = new ArrayList<>();
        for (int l = 0; l < network.layers().size(); l++) {
            int from = network.offset(l);
            int to = from + network.weightsOf(l);
            wrong.add(!near(Arrays.copyOfRange(right, from, to), Arrays.copyOfRange(candidates.get(), from, to)));
        }
        return wrong;
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
                        cause.counting(),
                        cause.reading(),
                        cause.exact()));
            }
        }
        return causes.isEmpty() ? explained : new Diagnosis.Explained(causes, explained.rivals(), explained.evidence());
    }

    private boolean fits(Faults faults) {
        return near(gradient(faults), candidates.orElseThrow());
    }

    private boolean near(double[] gradient, double[] seen) {
        double largest = Arrays.stream(seen).map(Math::abs).max().orElse(0.0);
        double rounding = ROUNDINGS * course.run().network().precision().unit() * largest;
        double allowed = Math.max(Tolerance.DEFAULT.at(largest), rounding);
        for (int i = 0; i < gradient.length; i++) {
            if (!(Math.abs(gradient[i] - seen[i]) <= allowed)) {
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
