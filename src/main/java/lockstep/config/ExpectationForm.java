package lockstep.config;

import java.util.List;

/** {@code expect: {verdict: chaotic, reason: ...}}. */
final class ExpectationForm {

    private static final Key<Expectation, Expectation.Verdict> VERDICT = Key.required(
            "verdict",
            "what the parity check has to say of every optimizer",
            Choice.of("verdict", Expectation.Verdict.values(), Expectation.Verdict::key),
            Expectation::verdict);
    private static final Key<Expectation, String> REASON =
            Key.required("reason", "why, for whoever reads the report", Text.SOME, Expectation::reason);

    static final Form<Expectation> FORM = new Fields<>(
            "the expected verdict",
            List.of(VERDICT, REASON),
            found -> new Expectation(found.get(VERDICT), found.get(REASON)));

    private ExpectationForm() {}
}
