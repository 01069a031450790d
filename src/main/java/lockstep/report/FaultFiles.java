package lockstep.report;

import java.nio.file.Path;
import java.util.List;
import lockstep.fault.Adequacy;
import lockstep.fault.Diagnosis;
import lockstep.fault.Faults;
import lockstep.fault.PlantedFaults;
import lockstep.model.Run;

/** What there is to say of faults, as CSV. */
final class FaultFiles {

    private FaultFiles() {}

    /** A row per optimizer and fault: where the fault shows, or why it does not. */
    static void adequacy(Path file, List<Adequacy> adequacies) {
        CsvFile.write(file, "optimizer,kind,fault,sight,rung,step,reason", csv -> {
            for (Adequacy adequacy : adequacies) {
                for (Adequacy.Sight sight : adequacy.sights()) {
                    csv.text(adequacy.run().label())
                            .text(adequacy.run().kind())
                            .text(sight.fault().key())
                            .text(sight.kind().key())
                            .text(sight.rung().map(rung -> rung.key()).orElse(""))
                            .text(sight.step()
                                    .map(step -> Integer.toString(step))
                                    .orElse(""))
                            .text(sight.reason())
                            .endRow();
                }
            }
        });
    }

    /** A row per planted set: whether it was found. */
    static void planted(Path file, Run run, List<PlantedFaults.Trial> trials) {
        CsvFile.write(file, "optimizer,kind,planted,size,parts_at,outcome,answer,twins,programs", csv -> {
            for (PlantedFaults.Trial trial : trials) {
                csv.text(run.label())
                        .text(run.kind())
                        .text(trial.planted().toString())
                        .number(trial.planted().size());
                if (trial.partsAt() < 0) {
                    csv.none();
                } else {
                    csv.number(trial.partsAt());
                }
                csv.text(trial.outcome().key())
                        .text(trial.answer().toString())
                        .number(trial.twins())
                        .number(trial.programs())
                        .endRow();
            }
        });
    }

    /** A row per set of faults that explains the losses, or comes near: {@code explains}, {@code same} as the row above, {@code parts}. */
    static void diagnosis(Path file, Run run, Diagnosis diagnosis) {
        CsvFile.write(file, "optimizer,kind,rank,faults,size,relation,parts_at", csv -> {
            if (diagnosis instanceof Diagnosis.Agrees) {
                row(csv, run, 1, Faults.NONE, "explains", -1);
            } else if (diagnosis instanceof Diagnosis.Explained explained) {
                int rank = 0;
                for (Diagnosis.Cause cause : explained.causes()) {
                    rank++;
                    row(csv, run, rank, cause.faults(), "explains", -1);
                    for (Diagnosis.Twin twin : cause.twins()) {
                        row(csv, run, rank, twin.faults(), "same", -1);
                    }
                }
                rivals(csv, run, rank, explained.rivals());
            } else if (diagnosis instanceof Diagnosis.Unexplained unexplained) {
                rivals(csv, run, 0, unexplained.rivals());
            }
        });
    }

    private static void rivals(CsvFile csv, Run run, int before, List<Diagnosis.Rival> rivals) {
        int rank = before;
        for (Diagnosis.Rival rival : rivals) {
            rank++;
            row(csv, run, rank, rival.faults(), "parts", rival.partsAt());
        }
    }

    private static void row(CsvFile csv, Run run, int rank, Faults faults, String relation, int partsAt) {
        csv.text(run.label())
                .text(run.kind())
                .number(rank)
                .text(faults.toString())
                .number(faults.size())
                .text(relation);
        if (partsAt < 0) {
            csv.none().endRow();
        } else {
            csv.number(partsAt).endRow();
        }
    }
}
