package lockstep.results;

import java.util.List;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Ruling;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Sharpness;
import lockstep.parity.verdict.Verdict;
import lockstep.results.file.CsvRow;

/** The rows of {@code verdicts.csv}, each with the rows of {@code rungs.csv} that belong to it, read back. */
final class SavedRulings {

    private SavedRulings() {}

    static List<Ruling> of(List<CsvRow> verdicts, List<CsvRow> rungs) {
        return verdicts.stream().map(row -> of(row, rungs)).toList();
    }

    private static Ruling of(CsvRow row, List<CsvRow> rungs) {
        String optimizer = row.text("optimizer");
        List<Finding> findings = CsvRow.of(optimizer, rungs).stream()
                .map(rung -> finding(rung, Boolean.parseBoolean(rung.text("holds")), rung.text("note")))
                .toList();
        Verdict.Kind kind = row.constant("verdict", Verdict.Kind.class);
        Rung rung = row.constant("rung", Rung.class);
        String note = findings.stream()
                .filter(finding -> finding.rung() == rung)
                .map(Finding::note)
                .findFirst()
                .orElse("");
        Finding decisive = finding(row, kind == Verdict.Kind.AGREE, note);
        return new Ruling(
                optimizer,
                row.text("kind"),
                row.text("twin"),
                new Verdict(kind, decisive, findings, row.whole("steps", 0), row.whole("judged_steps", 0)),
                row.has("expected") ? row.constant("expected", Verdict.Kind.class) : Verdict.Kind.AGREE,
                asExpected(row, kind));
    }

    /** Of a file from before there was such a column, nobody knows what its config expected. */
    private static Ruling.AsExpected asExpected(CsvRow row, Verdict.Kind kind) {
        if (row.has("as_expected")) {
            return row.constant("as_expected", Ruling.AsExpected.class);
        }
        return kind == Verdict.Kind.AGREE ? Ruling.AsExpected.YES : Ruling.AsExpected.NO;
    }

    private static Finding finding(CsvRow row, boolean holds, String note) {
        return new Finding(
                row.constant("rung", Rung.class),
                holds,
                row.number("share"),
                row.whole("step", -1),
                row.whole("layer", 0),
                row.text("quantity"),
                row.number("scalar_value"),
                row.number("candidate_value"),
                note,
                row.whole("kink_steps", 0),
                new Sharpness(row.number("rate_seen"), row.number("gradient_seen"), row.number("weight_seen")));
    }
}
