package lockstep.results;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import lockstep.model.Run;
import lockstep.parity.Finding;
import lockstep.parity.Parity;
import lockstep.parity.Trace;
import lockstep.parity.Verdict;

/** What a parity check has to say, as CSV. */
final class ParityFiles {

    private ParityFiles() {}

    /** A row per optimizer: its verdict, and the finding that decided. */
    static void verdicts(Path file, List<Parity> parities, Function<Run, String> twin) {
        String header = "optimizer,kind,twin,verdict,rung,step,layer,quantity,scalar_value,candidate_value,share,steps";
        CsvFile.write(file, header, csv -> {
            for (Parity parity : parities) {
                Verdict verdict = parity.verdict();
                Finding decisive = verdict.decisive();
                csv.text(parity.run().label())
                        .text(parity.run().kind())
                        .text(twin.apply(parity.run()))
                        .text(verdict.kind().key())
                        .text(decisive.rung().key());
                place(csv, decisive);
                csv.number(decisive.share()).number(verdict.steps()).endRow();
            }
        });
    }

    /** A row per optimizer and rung: where the two sides were furthest apart. */
    static void rungs(Path file, List<Parity> parities) {
        String header = "optimizer,rung,holds,share,step,layer,quantity,scalar_value,candidate_value,note";
        CsvFile.write(file, header, csv -> {
            for (Parity parity : parities) {
                for (Finding finding : parity.verdict().findings()) {
                    csv.text(parity.run().label()).text(finding.rung().key());
                    if (finding.judged()) {
                        csv.text(Boolean.toString(finding.holds())).number(finding.share());
                    } else {
                        csv.none().none();
                    }
                    place(csv, finding);
                    // A program's last words have lines of their own; here a row is a line.
                    csv.text(finding.note().lines().map(String::strip).collect(Collectors.joining(" | ")))
                            .endRow();
                }
            }
        });
    }

    /** A row per optimizer and step of the free run; the difference is the candidate's loss less the scalar network's. */
    static void losses(Path file, List<Parity> parities) {
        String header = "optimizer,step,epoch,scalar_loss,candidate_loss,difference,control_spread";
        CsvFile.write(file, header, csv -> {
            for (Parity parity : parities) {
                Trace trace = parity.trace();
                for (int step = 0; step < trace.steps(); step++) {
                    double scalar = trace.scalarLoss()[step];
                    double candidate = trace.candidateLoss()[step];
                    csv.text(parity.run().label())
                            .number(step)
                            .number(step / trace.stepsPerEpoch() + 1)
                            .number(scalar)
                            .number(candidate)
                            .number(candidate - scalar)
                            .number(trace.controlSpread()[step])
                            .endRow();
                }
            }
        });
    }

    /** The columns {@code step,layer,quantity,scalar_value,candidate_value}. */
    private static void place(CsvFile csv, Finding finding) {
        if (finding.step() < 0) {
            csv.none();
        } else {
            csv.number(finding.step());
        }
        if (finding.layer() == 0) {
            csv.none();
        } else {
            csv.number(finding.layer());
        }
        csv.text(finding.quantity());
        if (!finding.judged() || finding.failed()) { // no values; one that is NaN is written as such
            csv.none().none();
        } else {
            csv.number(finding.scalar()).number(finding.candidate());
        }
    }
}
