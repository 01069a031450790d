package lockstep.results;

import java.nio.file.Path;
import java.util.List;
import lockstep.parity.Parity;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Ruling;
import lockstep.parity.verdict.Trace;
import lockstep.parity.verdict.Verdict;
import lockstep.results.file.CsvFile;

/** What a parity check has to say, as CSV. */
final class ParityFiles {

    private ParityFiles() {}

    /** A row per optimizer: its verdict, the finding that decided, and whether the config expects it. */
    static void verdicts(Path file, List<Ruling> rulings) {
        String header = "optimizer,kind,twin,verdict,rung,step,layer,quantity,scalar_value,candidate_value,share,steps,"
                + "expected,as_expected,judged_steps";
        CsvFile.write(file, header, csv -> {
            for (Ruling ruling : rulings) {
                Verdict verdict = ruling.verdict();
                Finding decisive = verdict.decisive();
                csv.text(ruling.optimizer())
                        .text(ruling.kind())
                        .text(ruling.twin())
                        .text(verdict.kind().key())
                        .text(decisive.rung().key());
                place(csv, decisive);
                csv.number(decisive.share())
                        .number(verdict.steps())
                        .text(ruling.expected().key())
                        .text(ruling.asExpected().key())
                        .number(verdict.judgedSteps())
                        .endRow();
            }
        });
    }

    /** A row per optimizer and rung: where the two sides were furthest apart. */
    static void rungs(Path file, List<Ruling> rulings) {
        String header = "optimizer,rung,holds,share,step,layer,quantity,scalar_value,candidate_value,note,kink_steps,"
                + "rate_seen,gradient_seen,weight_seen";
        CsvFile.write(file, header, csv -> {
            for (Ruling ruling : rulings) {
                for (Finding finding : ruling.verdict().findings()) {
                    csv.text(ruling.optimizer()).text(finding.rung().key());
                    if (finding.judged()) {
                        csv.text(Boolean.toString(finding.holds())).number(finding.share());
                    } else {
                        csv.none().none();
                    }
                    place(csv, finding);
                    csv.text(CsvFile.oneLine(finding.note()))
                            .number(finding.kinkSteps())
                            .numberOrNone(finding.sharpness().rate())
                            .numberOrNone(finding.sharpness().gradient())
                            .numberOrNone(finding.sharpness().weight())
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
                            .number(candidate - scalar);
                    double spread = trace.controlSpread()[step];
                    if (Double.isNaN(spread)) {
                        csv.none();
                    } else {
                        csv.number(spread);
                    }
                    csv.endRow();
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
