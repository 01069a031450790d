package lockstep.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lockstep.diagnosis.Adequacy;
import lockstep.diagnosis.Diagnosis;
import lockstep.diagnosis.PlantedFaults;
import lockstep.diagnosis.Starts;
import lockstep.fault.Faults;
import lockstep.model.Run;

/** Findings about faults, as CSV. */
public final class FaultTables {

    /** In place of a step: the faults never part from the losses. */
    private static final int NOWHERE = -1;

    private FaultTables() {}

    /** A row per optimizer and fault: where the fault shows, or why it does not. */
    public static Table adequacy(List<Adequacy> adequacies) {
        List<List<String>> rows = new ArrayList<>();
        for (Adequacy adequacy : adequacies) {
            for (Adequacy.Sight sight : adequacy.sights()) {
                rows.add(List.of(
                        adequacy.run().label(),
                        adequacy.run().kind(),
                        sight.fault().key(),
                        sight.kind().key(),
                        sight.rung().map(rung -> rung.key()).orElse(""),
                        sight.step().map(step -> Integer.toString(step)).orElse(""),
                        sight.reason()));
            }
        }
        return new Table("adequacy.csv", "optimizer,kind,fault,sight,rung,step,reason", rows);
    }

    /** A row per planted set: whether it was found. */
    public static Table planted(Run run, List<PlantedFaults.Trial> trials) {
        List<List<String>> rows = trials.stream()
                .map(trial -> List.of(
                        run.label(),
                        run.kind(),
                        trial.planted().toString(),
                        Integer.toString(trial.planted().size()),
                        place(trial.partsAt()),
                        trial.outcome().key(),
                        trial.answer().toString(),
                        Integer.toString(trial.twins()),
                        Long.toString(trial.programs())))
                .toList();
        return new Table("planted.csv", "optimizer,kind,planted,size,parts_at,outcome,answer,twins,programs", rows);
    }

    /**
     * A row per set of faults that explains the losses, or comes near: {@code explains}, {@code same} as the row above, {@code
     * parts}; {@code rounding} where from {@code parts_at} on rounding alone may part right programs, and then {@code suspect};
     * {@code untrained} where the only loss is from before the first update.
     */
    public static Table diagnosis(Run run, Diagnosis diagnosis) {
        Ranking ranking = new Ranking(run);
        if (diagnosis instanceof Diagnosis.Agrees agrees) {
            ranking.add(
                    Faults.NONE,
                    "explains",
                    NOWHERE,
                    agrees.evidence().reading().orElse(""));
            agrees.others().forEach(cause -> ranking.add(cause, "suspect"));
        } else if (diagnosis instanceof Diagnosis.Untrained) {
            ranking.add(Faults.NONE, "untrained", NOWHERE, "");
        } else if (diagnosis instanceof Diagnosis.Explained explained) {
            explained.causes().forEach(cause -> ranking.add(cause, "explains"));
            ranking.add(explained.rivals());
        } else if (diagnosis instanceof Diagnosis.Undecided undecided) {
            ranking.add(Faults.NONE, "rounding", undecided.from(), "");
            undecided.suspects().forEach(cause -> ranking.add(cause, "suspect"));
        } else if (diagnosis instanceof Diagnosis.Unexplained unexplained) {
            ranking.add(unexplained.rivals());
        }
        return new Table("diagnosis.csv", "optimizer,kind,rank,faults,size,relation,parts_at,reading", ranking.rows);
    }

    /** One row: how many starts of a right program learn, and what becomes of the others. */
    public static Table starts(Run run, Starts starts) {
        List<String> row = new ArrayList<>(List.of(
                run.label(),
                run.kind(),
                Double.toString(starts.goal()),
                Integer.toString(starts.epochs()),
                starts.thisStart().name().toLowerCase(Locale.ROOT),
                Double.toString(starts.asIs().rate())));
        for (Starts.End end : Starts.End.values()) {
            row.add(Integer.toString(starts.asIs().count(end)));
        }
        row.add(Double.toString(starts.best().rate()));
        row.add(Integer.toString(starts.best().learned()));
        row.add(starts.scaled().map(scaled -> Double.toString(scaled.rate())).orElse(""));
        row.add(starts.scaled()
                .map(scaled -> Integer.toString(scaled.learned()))
                .orElse(""));
        row.add(starts.finiteRate().map(rate -> Double.toString(rate)).orElse(""));
        return new Table(
                "starts.csv",
                "optimizer,kind,goal,epochs,this_start,learning_rate,learned,overflowed,cut,mean_answer,elsewhere,"
                        + "best_rate,learned_at_best,scaled_rate,learned_scaled,finite_rate",
                List.of(row));
    }

    /** The rows of a diagnosis, the likeliest first. */
    private static final class Ranking {

        private final Run run;
        private final List<List<String>> rows = new ArrayList<>();
        private int rank;

        Ranking(Run run) {
            this.run = run;
        }

        void add(Diagnosis.Cause cause, String relation) {
            String reading = cause.reading().orElse("");
            add(cause.faults(), relation, NOWHERE, reading);
            cause.twins().forEach(twin -> row(twin.faults(), "same", NOWHERE, reading));
        }

        void add(List<Diagnosis.Rival> rivals) {
            rivals.forEach(rival -> add(rival.faults(), "parts", rival.partsAt(), ""));
        }

        void add(Faults faults, String relation, int partsAt, String reading) {
            rank++;
            row(faults, relation, partsAt, reading);
        }

        private void row(Faults faults, String relation, int partsAt, String reading) {
            rows.add(List.of(
                    run.label(),
                    run.kind(),
                    Integer.toString(rank),
                    faults.toString(),
                    Integer.toString(faults.size()),
                    relation,
                    place(partsAt),
                    reading));
        }
    }

    private static String place(int step) {
        return step < 0 ? "" : Integer.toString(step);
    }
}
