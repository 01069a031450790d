package lockstep.cli;

import java.util.Optional;
import lockstep.model.Precision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The argument that names the candidate's precision. */
final class PrecisionOption {

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            converter = Arguments.OfPrecision.class,
            description =
                    "What the candidate computes in: double, float or bfloat16 (default: the config's precision, or"
                            + " double).")
    private @Nullable Precision precision;

    Optional<Precision> named() {
        return Optional.ofNullable(precision);
    }
}
