package lockstep.results;

import java.util.List;
import java.util.Locale;
import lockstep.parity.Finding;
import lockstep.parity.Rung;
import lockstep.parity.Verdict;

/**
 * A row of {@code verdicts.csv}, and the rows of {@code rungs.csv} that belong to it.
 *
 * @param twin what the candidate calls the optimizer
 */
public record SavedVerdict(String optimizer, String kind, String twin, Verdict verdict) {

    static List<SavedVerdict> all(List<CsvRow> verdicts, List<CsvRow> rungs) {
        return verdicts.stream().map(row -> of(row, rungs)).toList();
    }

    private static SavedVerdict of(CsvRow row, List<CsvRow> rungs) {
        String optimizer = row.text("optimizer");
        List<Finding> findings = rungs.stream()
                .filter(rung -> rung.text("optimizer").equals(optimizer))
                .map(rung -> finding(rung, Boolean.parseBoolean(rung.text("holds")), rung.text("note")))
                .toList();
        Verdict.Kind kind = constant(row, "verdict", Verdict.Kind.class);
        Rung rung = constant(row, "rung", Rung.class);
        String note = findings.stream()
                .filter(finding -> finding.rung() == rung)
                .map(Finding::note)
                .findFirst()
                .orElse("");
        Finding decisive = finding(row, kind == Verdict.Kind.AGREE, note);
        return new SavedVerdict(
                optimizer,
                row.text("kind"),
                row.text("twin"),
                new Verdict(kind, decisive, findings, row.whole("steps", 0)));
    }

    private static Finding finding(CsvRow row, boolean holds, String note) {
        return new Finding(
                constant(row, "rung", Rung.class),
                holds,
                row.number("share"),
                row.whole("step", -1),
                row.whole("layer", 0),
                row.text("quantity"),
                row.number("scalar_value"),
                row.number("candidate_value"),
                note);
    }

    private static <E extends Enum<E>> E constant(CsvRow row, String column, Class<E> type) {
        try {
            return Enum.valueOf(type, row.text(column).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw row.expected(column, "one of " + List.of(type.getEnumConstants()));
        }
    }

    public boolean is(Verdict.Kind kind) {
        return verdict.kind() == kind;
    }
}
