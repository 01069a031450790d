package lockstep.config.form;

import java.util.List;
import java.util.Optional;
import lockstep.config.Expectation;
import lockstep.yaml.Choice;
import lockstep.yaml.Fields;
import lockstep.yaml.Form;
import lockstep.yaml.Key;
import lockstep.yaml.ListOf;
import lockstep.yaml.Text;

/** {@code expect: {verdict: chaotic, reason: ...}}. */
final class ExpectationForm {

    private static final Key<Expectation, Expectation.Verdict> VERDICT = Key.required(
            "verdict",
            "the verdict expected for every optimizer, or for those in `optimizers`",
            Choice.of("verdict", Expectation.Verdict.values(), Expectation.Verdict::key),
            Expectation::verdict);
    private static final Key<Expectation, String> REASON =
            Key.required("reason", "the reason, for readers of the report", Text.SOME, Expectation::reason);

    static final Key<Expectation, Optional<List<String>>> OPTIMIZERS = Key.maybe(
            "optimizers",
            "the labels of the optimizers that get this verdict; the others have to agree, or to be chaotic and judged to the last step. Without it, all get it",
            new ListOf<>("labels", Text.SAFE_NAME),
            expectation -> Optional.of(expectation.optimizers()).filter(labels -> !labels.isEmpty()));

    static final Form<Expectation> FORM = new Fields<>(
            "the expected verdict",
            List.of(VERDICT, REASON, OPTIMIZERS),
            found -> new Expectation(
                    found.get(VERDICT), found.get(REASON), found.get(OPTIMIZERS).orElse(List.of())));

    private ExpectationForm() {}
}
