package lockstep.diagnosis;

import java.util.List;
import java.util.Optional;
import lockstep.fault.Faults;
import lockstep.model.Run;
import lockstep.optim.Optimizer;

/** Where two sets of faults part that have the same losses elsewhere. */
public enum Apart {
    DENSE("configs/dense.yaml"),
    SOFTMAX("configs/dense-softmax.yaml"),
    /** On none of these. */
    NOWHERE("");

    private static final int STEPS = 20;

    private final String config;

    Apart(String config) {
        this.config = config;
    }

    /** The config, with other optimizers. */
    public String config() {
        return config;
    }

    /** Its run with an optimizer; empty if there is none. */
    public Optional<Run> run(Optimizer optimizer) {
        return switch (this) {
            case DENSE -> Optional.of(DenseRun.with(optimizer));
            case SOFTMAX -> Optional.of(DenseRun.softmax(optimizer));
            case NOWHERE -> Optional.empty();
        };
    }

    /** The first that tells two sets apart. */
    static Apart of(Optimizer optimizer, Faults forms, Faults a, Faults b) {
        for (Apart apart : List.of(DENSE, SOFTMAX)) {
            Run run = apart.run(optimizer).orElseThrow();
            Course course = new Course(run, forms, STEPS);
            double[] ofA = course.losses(course.begin(a), STEPS);
            double[] ofB = course.losses(course.begin(b), STEPS);
            if (canHave(run, a) && canHave(run, b) && !Causes.same(ofA, ofB)) {
                return apart;
            }
        }
        return NOWHERE;
    }

    private static boolean canHave(Run run, Faults faults) {
        return faults.list().stream().allMatch(fault -> fault.appliesTo(run));
    }
}
