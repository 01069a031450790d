package lockstep.diagnosis;

import java.util.ArrayList;
import java.util.List;
import lockstep.fault.Faults;
import lockstep.fault.network.FaultyNetwork;
import lockstep.fault.network.Rounding;
import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.Run;

/** A run's start and the batches of its first steps, made once for the thousands of programs that follow it. */
public final class Course {

    private final Run run;
    private final Faults forms;
    private final double[] weights;
    private final List<Batch> batches = new ArrayList<>();
    private final int stepsPerEpoch;

    /** One of DL4J's forms. */
    public Course(Run run, int steps) {
        this(run, Faults.NONE, steps);
    }

    /**
     * A course.
     *
     * @param forms what every program on it has, unless a fault of its own stands in the same place: what a right one has
     * @param steps for how many it is followed at most
     */
    public Course(Run run, Faults forms, int steps) {
        Run.Start start = run.start();
        Batches all = start.batches();
        this.run = run;
        this.forms = forms;
        this.weights = start.weights();
        this.stepsPerEpoch = all.perEpoch();
        int different = run.shuffle() ? steps : Math.min(steps, stepsPerEpoch);
        int[] order = {};
        for (int step = 0; step < different; step++) {
            Batch batch = all.next();
            if (step % stepsPerEpoch == 0) {
                order = batch.order().clone(); // the next epoch's shuffle changes the original
            }
            batches.add(new Batch(batch.examples(), order, batch.from(), batch.size()));
        }
    }

    public Run run() {
        return run;
    }

    public int stepsPerEpoch() {
        return stepsPerEpoch;
    }

    /** The batch of a step, counted from 0. */
    public Batch batch(int step) {
        return batches.get(run.shuffle() ? step : step % stepsPerEpoch);
    }

    /** A program with faults, at the start. */
    public FaultyNetwork begin(Faults faults) {
        return begin(faults, Rounding.NONE);
    }

    /** The same, moved by rounding. */
    public FaultyNetwork begin(Faults faults, Rounding rounding) {
        FaultyNetwork network = new FaultyNetwork(run.network(), faults.insteadOf(forms), rounding);
        network.loadWeights(weights);
        return network;
    }

    /** The losses that a program has in the first steps. */
    public double[] losses(Engine program, int steps) {
        program.loadWeights(weights.clone());
        double[] losses = new double[steps];
        for (int step = 0; step < steps; step++) {
            losses[step] = program.step(batch(step));
        }
        return losses;
    }
}
