package lockstep.fault;

import static lockstep.fault.Family.ADADELTA;
import static lockstep.fault.Family.ADAM;
import static lockstep.fault.Family.ADAMAX;
import static lockstep.fault.Family.AMSGRAD;
import static lockstep.fault.Family.ANY;
import static lockstep.fault.Family.AVERAGING;
import static lockstep.fault.Family.BPNN_MOMENTUM;
import static lockstep.fault.Family.CORRECTIONS;
import static lockstep.fault.Family.DECAYING;
import static lockstep.fault.Family.MEANS_OF_SQUARES;
import static lockstep.fault.Family.MOMENTUM;
import static lockstep.fault.Family.MOMENTUMS;
import static lockstep.fault.Family.NADAM;
import static lockstep.fault.Family.NESTEROV;
import static lockstep.fault.Family.REMEMBERING;
import static lockstep.fault.Family.ROOTS;
import static lockstep.fault.Family.SQUARES;
import static lockstep.fault.Family.SUMS_OF_SQUARES;
import static lockstep.fault.Family.TWO_CORRECTIONS;
import static lockstep.fault.Family.VELOCITIES;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lockstep.model.Run;
import lockstep.optim.OptimizerKind;

/**
 * The catalogue: every classic fault of a hand-written training program, each a small, exact change to the right one. A fault is
 * what a person writes into a {@link Slot} instead of the right thing.
 *
 * <p>Add a fault here, its words in {@code faults.txt}, and an {@code if} where it happens: in a {@code Faulty...} class, or in
 * its optimizer's faulty rule ({@link FaultyRules}). What is done to all weights can be done to the biases alone: that takes a
 * line here and the words. Tests then check that it changes something, and that it is diagnosed.
 */
public enum Fault {

    // Where the weights start.
    EQUAL_START(at(Slot.START), ANY),
    START_COLUMN_BY_COLUMN(at(Slot.START), ANY),
    ZERO_START(at(Slot.START, Slot.START_OF_BIASES), ANY),
    ONE_START(at(Slot.START, Slot.START_OF_BIASES), ANY),
    OUTPUT_STARTS_AT_ZERO(at(Slot.START), ANY),

    // Where the biases start.
    BIASES_START_AT_ZERO(at(Slot.START_OF_BIASES), ANY, Need.BIASES),
    BIASES_START_AT_ONE(at(Slot.START_OF_BIASES), ANY, Need.BIASES),
    BIASES_START_AT_TENTH(at(Slot.START_OF_BIASES), ANY, Need.BIASES),

    // What a bias is multiplied by.
    NO_BIAS(at(Slot.BIAS_INPUT, Slot.OUTPUT_BIAS_INPUT, Slot.START_OF_BIASES, Slot.BIAS_UPDATE), ANY, Need.BIASES),
    NO_OUTPUT_BIAS(at(Slot.OUTPUT_BIAS_INPUT), ANY, Need.OUTPUT_BIAS),
    BIAS_INPUT_MINUS_ONE(at(Slot.BIAS_INPUT), ANY, Need.BIASES),
    BIAS_INPUT_HALF(at(Slot.BIAS_INPUT), ANY, Need.BIASES),
    NO_HIDDEN_BIAS(at(Slot.BIAS_INPUT), ANY, Need.HIDDEN_BIASES),

    // The weighted sum.
    SUMS_NOT_RESET(at(Slot.FORWARD_SUM), ANY),

    // What a unit makes of its sum.
    NO_HIDDEN_ACTIVATION(at(Slot.HIDDEN_ACTIVATION, Slot.HIDDEN_DERIVATIVE), ANY, Need.SLOPED_HIDDEN),
    NO_OUTPUT_ACTIVATION(at(Slot.OUTPUT_ACTIVATION, Slot.OUTPUT_DERIVATIVE), ANY, Need.SLOPED_OUTPUT),
    LEAKY_RELU_REVERSED(at(Slot.HIDDEN_ACTIVATION, Slot.OUTPUT_ACTIVATION), ANY, Need.LEAKY),
    LEAKY_RELU_WITHOUT_LEAK(
            at(Slot.HIDDEN_ACTIVATION, Slot.OUTPUT_ACTIVATION, Slot.HIDDEN_DERIVATIVE, Slot.OUTPUT_DERIVATIVE),
            ANY,
            Need.LEAKY),
    SOFTMAX_OVER_BATCH(at(Slot.OUTPUT_ACTIVATION), ANY, Need.SOFTMAX, Need.BATCHES),
    SOFTMAX_OVER_ALL(at(Slot.OUTPUT_ACTIVATION), ANY, Need.SOFTMAX, Need.BATCHES),

    // Which examples a step takes.
    EXAMPLES_IN_REVERSE(at(Slot.EXAMPLE_ORDER), ANY, Need.GIVEN_ORDER, Need.SEVERAL_STEPS_PER_EPOCH),
    NOT_SHUFFLED(at(Slot.EXAMPLE_ORDER), ANY, Need.SHUFFLING, Need.SEVERAL_STEPS_PER_EPOCH),
    SHUFFLED_ONCE(at(Slot.EXAMPLE_ORDER), ANY, Need.SHUFFLING, Need.SEVERAL_STEPS_PER_EPOCH),
    FIRST_BATCH_ONLY(at(Slot.EXAMPLE_ORDER), ANY, Need.SEVERAL_STEPS_PER_EPOCH),
    TARGETS_NOT_SHUFFLED(at(Slot.EXAMPLE_ORDER), ANY, Need.SHUFFLING),

    // What the reported loss is.
    LOSS_HALVED(at(Slot.LOSS_FACTOR), ANY),
    LOSS_DOUBLED(at(Slot.LOSS_FACTOR), ANY),
    LOSS_PER_OUTPUT(at(Slot.LOSS_PER_OUTPUT), ANY, Need.OUTPUTS),
    LOSS_REDUCTION(at(Slot.LOSS_REDUCTION), ANY, Need.BATCHES),
    LOSS_AFTER_UPDATE(at(Slot.LOSS_TIME), ANY),
    LOSS_OF_LAST_EXAMPLE(at(Slot.LOSS_REDUCTION), ANY, Need.BATCHES),

    // Which penalty the reported loss has.
    PENALTY_NOT_IN_LOSS(at(Slot.PENALTY_IN_LOSS), ANY, Need.PENALTY_IN_LOSS),
    PENALTY_LOSS_DOUBLED(at(Slot.PENALTY_IN_LOSS), ANY, Need.DECAY),

    // The error of an output.
    ERROR_SIGN(at(Slot.ERROR_SIGN), ANY),
    ERROR_DEAD_ZONE(at(Slot.OUTPUT_ERROR), ANY, Need.NO_DEAD_ZONE),
    SQUARED_ERROR_GRADIENT(at(Slot.OUTPUT_ERROR), ANY, Need.PROBABILITIES),

    // Which derivative, and of what.
    DERIVATIVE_OF_OUTPUT(at(Slot.OUTPUT_DERIVATIVE, Slot.HIDDEN_DERIVATIVE), ANY, Need.CURVED),
    DERIVATIVE_OF_SUM(at(Slot.OUTPUT_DERIVATIVE, Slot.HIDDEN_DERIVATIVE), ANY, Need.CURVED),
    NO_OUTPUT_DERIVATIVE(at(Slot.OUTPUT_DERIVATIVE), ANY, Need.DERIVED_OUTPUT),
    NO_HIDDEN_DERIVATIVE(at(Slot.HIDDEN_DERIVATIVE), ANY, Need.HIDDEN, Need.SLOPED_HIDDEN),
    HIDDEN_HAS_OUTPUTS_DERIVATIVE(at(Slot.HIDDEN_DERIVATIVE), ANY, Need.HIDDEN, Need.OTHER_ACTIVATION),
    FLAT_SPOT_AT_OUTPUT(at(Slot.OUTPUT_DERIVATIVE), ANY, Need.DERIVED_OUTPUT, Need.NO_FLAT_SPOT),
    FLAT_SPOT(at(Slot.OUTPUT_DERIVATIVE, Slot.HIDDEN_DERIVATIVE), ANY, Need.SLOPED, Need.NO_FLAT_SPOT),
    OUTPUT_DERIVATIVE_TWICE(at(Slot.OUTPUT_DERIVATIVE), ANY, Need.DERIVED_OUTPUT),
    HIDDEN_DERIVATIVE_TWICE(at(Slot.HIDDEN_DERIVATIVE), ANY, Need.HIDDEN, Need.SLOPED_HIDDEN),
    SOFTMAX_DIAGONAL(at(Slot.OUTPUT_DERIVATIVE), ANY, Need.SOFTMAX, Need.APART),
    SIGMOID_DERIVATIVE(at(Slot.OUTPUT_DERIVATIVE, Slot.HIDDEN_DERIVATIVE), ANY, Need.NOT_ALL_SIGMOID),
    HIDDEN_SIGMOID_DERIVATIVE(at(Slot.HIDDEN_DERIVATIVE), ANY, Need.HIDDEN_NOT_SIGMOID),
    TANH_DERIVATIVE(at(Slot.OUTPUT_DERIVATIVE, Slot.HIDDEN_DERIVATIVE), ANY, Need.NOT_ALL_TANH),
    HIDDEN_TANH_DERIVATIVE(at(Slot.HIDDEN_DERIVATIVE), ANY, Need.HIDDEN_NOT_TANH),
    RELU_DERIVATIVE(at(Slot.OUTPUT_DERIVATIVE, Slot.HIDDEN_DERIVATIVE), ANY, Need.NOT_ALL_RELU),
    HIDDEN_RELU_DERIVATIVE(at(Slot.HIDDEN_DERIVATIVE), ANY, Need.HIDDEN_NOT_RELU),
    OUTPUT_HAS_HIDDENS_DERIVATIVE(at(Slot.OUTPUT_DERIVATIVE), ANY, Need.HIDDEN, Need.OTHER_ACTIVATION, Need.APART),
    HIDDEN_DERIVATIVE_OF_OUTPUT(at(Slot.HIDDEN_DERIVATIVE), ANY, Need.HIDDEN, Need.CURVED_HIDDEN),
    HIDDEN_DERIVATIVE_OF_SUM(at(Slot.HIDDEN_DERIVATIVE), ANY, Need.HIDDEN, Need.CURVED_HIDDEN),

    // What is passed down.
    RAW_ERROR_DOWN(at(Slot.PASSED_DOWN), ANY, Need.HIDDEN, Need.SLOPED_ABOVE),
    NO_WEIGHTS_DOWN(at(Slot.PASSED_DOWN, Slot.WEIGHTS_DOWN), ANY, Need.HIDDEN),

    // By what it is multiplied on the way down.
    TRANSPOSED_WEIGHTS(at(Slot.BACKWARD_SUM), ANY, Need.SQUARE_LAYER),
    FIRST_OUTPUT_ONLY(at(Slot.BACKWARD_SUM), ANY, Need.HIDDEN, Need.OUTPUTS),
    NO_WEIGHTS_ON_DELTAS(at(Slot.WEIGHTS_DOWN), ANY, Need.HIDDEN),
    STALE_WEIGHTS_DOWN(at(Slot.WEIGHTS_DOWN), ANY, Need.HIDDEN),
    LAST_OUTPUT_ONLY(at(Slot.BACKWARD_SUM), ANY, Need.HIDDEN, Need.OUTPUTS),
    DELTAS_NOT_RESET(at(Slot.DELTA_RESET), ANY, Need.HIDDEN),

    // When the weights change.
    LATE_HIDDEN_DELTA(at(Slot.UPDATE_ORDER), ANY, Need.HIDDEN),

    // Which input enters the gradient.
    LAST_EXAMPLES_ACTIVATIONS(at(Slot.GRADIENT_INPUT), ANY, Need.HIDDEN, Need.BATCHES),
    STALE_ACTIVATIONS(at(Slot.GRADIENT_INPUT), ANY, Need.HIDDEN),
    GRADIENT_FROM_SUMS(at(Slot.GRADIENT_INPUT), ANY, Need.HIDDEN, Need.SLOPED_HIDDEN),

    // How the batch is reduced.
    LAST_EXAMPLE_ONLY(at(Slot.GRADIENT_SUM), ANY, Need.BATCHES),
    GRADIENT_REDUCTION(at(Slot.GRADIENT_REDUCTION), ANY, Need.BATCHES),
    SHORT_BATCH_OVER_FULL_SIZE(at(Slot.GRADIENT_REDUCTION), ANY, Need.SHORT_LAST_BATCH, Need.MEAN),
    FIRST_EXAMPLE_ONLY(at(Slot.GRADIENT_SUM), ANY, Need.BATCHES),
    DIVIDED_TWICE(at(Slot.GRADIENT_REDUCTION), ANY, Need.BATCHES, Need.MEAN),
    DIVIDED_BY_ALL_EXAMPLES(at(Slot.GRADIENT_REDUCTION), ANY, Need.SEVERAL_STEPS_PER_EPOCH, Need.MEAN),

    // What multiplies the gradient.
    GRADIENT_HALVED(at(Slot.GRADIENT_FACTOR), ANY),
    GRADIENT_DOUBLED(at(Slot.GRADIENT_FACTOR), ANY),
    GRADIENT_PER_OUTPUT(at(Slot.GRADIENT_PER_OUTPUT), ANY, Need.OUTPUTS),
    RATE_TWICE(at(Slot.GRADIENT_FACTOR), ANY, Need.RATE),

    // What is left of the last gradient.
    GRADIENT_NOT_RESET(at(Slot.GRADIENT_RESET), ANY),
    GRADIENT_RESET_EVERY_EPOCH(at(Slot.GRADIENT_RESET), ANY, Need.SEVERAL_STEPS_PER_EPOCH),
    GRADIENT_LAGGED(at(Slot.GRADIENT_AGE), ANY),

    // Where a penalty enters, and by which factor.
    SLOPE_DECAY(at(Slot.GRADIENT_PENALTY), ANY),
    PENALTY_ON_BIASES(at(Slot.PENALTY_OF_BIASES), ANY, Need.PENALTY, Need.UNPENALIZED_BIASES),
    DECAY_COUPLING(at(Slot.PENALTY_PLACE), ANY, Need.DECAY),
    PENALTY_TWICE(at(Slot.PENALTY_FACTOR), ANY, Need.L2),
    PENALTY_PER_BATCH(at(Slot.PENALTY_FACTOR), ANY, Need.PENALTY, Need.BATCHES),
    PENALTY_PER_EXAMPLES(at(Slot.PENALTY_FACTOR), ANY, Need.PENALTY, Need.EXAMPLES),
    PENALTY_SIGN(at(Slot.PENALTY_FACTOR), ANY, Need.PENALTY),
    PENALTY_NOT_ON_BIASES(at(Slot.PENALTY_OF_BIASES), ANY, Need.PENALIZED_BIASES),
    DECAY_WITHOUT_RATE(at(Slot.PENALTY_PLACE), ANY, Need.WEIGHT_DECAY, Need.RATE),
    DECAY_OF_NEW_WEIGHTS(at(Slot.PENALTY_PLACE), ANY, Need.WEIGHT_DECAY),

    // Clipping.
    CLIPPING_IGNORED(at(Slot.CLIPPING), ANY, Need.CLIPPING),

    // The schedule.
    SCHEDULE_IGNORED(at(Slot.SCHEDULE), ANY, Need.SCHEDULE),
    SCHEDULE_ONE_AHEAD(at(Slot.SCHEDULE), ANY, Need.SCHEDULE),
    SCHEDULE_OTHER_UNIT(at(Slot.SCHEDULE), ANY, Need.SCHEDULE, Need.UNIT, Need.SEVERAL_STEPS_PER_EPOCH),

    // Which weights change, and how often.
    BIASES_FIXED(at(Slot.BIAS_UPDATE), ANY, Need.BIASES),
    OUTPUT_BIAS_FIXED(at(Slot.BIAS_UPDATE), ANY, Need.OUTPUT_BIAS),
    UPDATE_INTO_WRONG_LAYER(at(Slot.UPDATE_TARGET), ANY, Need.HIDDEN, Need.FITTING_OUTPUT),
    HIDDEN_BIASES_FIXED(at(Slot.BIAS_UPDATE), ANY, Need.HIDDEN_BIASES),
    HIDDEN_LAYERS_FIXED(at(Slot.UPDATED_LAYERS), ANY, Need.HIDDEN),
    OUTPUT_LAYER_FIXED(at(Slot.UPDATED_LAYERS), ANY),
    UPDATED_TWICE(at(Slot.REPEATED_UPDATE), ANY),
    STEPPED_TWICE(at(Slot.REPEATED_UPDATE), ANY),

    // Whose memory, and for how long.
    MEMORY_OF_WRONG_LAYER(at(Slot.MEMORY_SOURCE), REMEMBERING, Need.HIDDEN, Need.FITTING_OUTPUT, Need.MOMENTUM),
    MEMORY_RESET_EVERY_EPOCH(at(Slot.MEMORY_RESET), REMEMBERING, Need.MOMENTUM),

    // How many digits are kept.
    SINGLE_PRECISION_WEIGHTS(at(Slot.PRECISION), ANY),

    // What enters a memory.
    GRADIENT_CLIMBED(at(Slot.GRADIENT_TERM), MOMENTUMS),
    GRADIENT_DAMPENED(at(Slot.GRADIENT_TERM), MOMENTUMS, Need.MOMENTUM),
    MEMORY_OF_GRADIENT(at(Slot.MEMORY_CONTENT), MOMENTUM, Need.MOMENTUM),
    MEMORY_OF_CHANGE(at(Slot.MEMORY_CONTENT), BPNN_MOMENTUM, Need.MOMENTUM),
    ROOT_IN_PLACE(at(Slot.MEMORY_CONTENT), ROOTS),
    FIRST_GRADIENT_WHOLE(at(Slot.GRADIENT_TERM), MOMENTUMS, Need.MOMENTUM),
    GRADIENT_DAMPENED_TWICE(at(Slot.GRADIENT_TERM), MOMENTUMS, Need.MOMENTUM),
    RATE_OUTSIDE_VELOCITY(at(Slot.RATE_PLACE), MOMENTUM, Need.SCHEDULE, Need.MOMENTUM),

    // How old a memory is.
    MOMENTUM_LAGGED(at(Slot.MEMORY_AGE), MOMENTUMS, Need.MOMENTUM),
    MOVES_BEFORE_MEMORY(at(Slot.MEMORY_AGE), VELOCITIES),
    MOMENTS_LAGGED(at(Slot.MEMORY_AGE), ADAM),

    // What multiplies a memory.
    MOMENTUM_IGNORED(at(Slot.MOMENTUM_FACTOR), MOMENTUMS, Need.MOMENTUM),
    MOMENTUM_TIMES_RATE(at(Slot.MOMENTUM_FACTOR), MOMENTUMS, Need.MOMENTUM),
    MOMENTUM_SIGN(at(Slot.MOMENTUM_FACTOR), MOMENTUMS, Need.MOMENTUM),

    // Looking ahead.
    NO_LOOK_AHEAD(at(Slot.LOOK_AHEAD), NESTEROV, Need.MOMENTUM),
    LOOKS_AHEAD(at(Slot.LOOK_AHEAD), MOMENTUM, Need.MOMENTUM),

    // What is counted.
    STEP_NUMBER_AHEAD(at(Slot.STEP_NUMBER), CORRECTIONS),
    STEP_NUMBER_TWICE(at(Slot.STEP_NUMBER), CORRECTIONS),
    STEP_NUMBER_STUCK(at(Slot.STEP_NUMBER), CORRECTIONS),
    STEP_NUMBER_OF_EXAMPLES(at(Slot.STEP_NUMBER), CORRECTIONS, Need.BATCHES),
    STEP_NUMBER_OF_EPOCHS(at(Slot.STEP_NUMBER), CORRECTIONS, Need.SEVERAL_STEPS_PER_EPOCH),
    STEP_NUMBER_FROM_ZERO(at(Slot.STEP_NUMBER), CORRECTIONS),
    STEP_NUMBER_OF_TENSORS(at(Slot.STEP_NUMBER), CORRECTIONS, Need.TENSORS),
    STEP_NUMBER_OF_TENSORS_FROM_OUTPUT(at(Slot.STEP_NUMBER), CORRECTIONS, Need.TENSORS),
    STEP_NUMBER_OF_LAYERS(at(Slot.STEP_NUMBER), CORRECTIONS, Need.HIDDEN),

    // The correction of a start at 0.
    NO_BIAS_CORRECTION(at(Slot.FIRST_CORRECTION, Slot.SECOND_CORRECTION), CORRECTIONS),
    BIAS_CORRECTION_MULTIPLIED(at(Slot.FIRST_CORRECTION, Slot.SECOND_CORRECTION), CORRECTIONS),
    FIRST_MOMENT_UNCORRECTED(at(Slot.FIRST_CORRECTION), TWO_CORRECTIONS),
    SECOND_MOMENT_UNCORRECTED(at(Slot.SECOND_CORRECTION), TWO_CORRECTIONS),
    SECOND_MOMENT_CORRECTED(at(Slot.SECOND_CORRECTION), NADAM),
    NADAM_SCHEDULE(at(Slot.FIRST_CORRECTION, Slot.BETAS), NADAM),
    NADAM_SCHEDULE_REPEATED(at(Slot.FIRST_CORRECTION, Slot.BETAS), NADAM),

    // Which beta is where.
    BETAS_SWAPPED(at(Slot.BETAS), CORRECTIONS),
    BETA1_FOR_BOTH(at(Slot.BETAS), CORRECTIONS),

    // Where epsilon stands.
    EPSILON_INSIDE_ROOT(at(Slot.EPSILON), ROOTS),
    EPSILON_OUTSIDE_ROOT(at(Slot.EPSILON), ADADELTA),
    EPSILON_AFTER_CORRECTION(at(Slot.EPSILON), TWO_CORRECTIONS),
    EPSILON_TENFOLD(at(Slot.EPSILON), ROOTS),
    EPSILON_IN_MAXIMUM(at(Slot.EPSILON), ADAMAX),
    EPSILON_AFTER_MAXIMUM(at(Slot.EPSILON), ADAMAX),
    EPSILON_TENTH(at(Slot.EPSILON), ROOTS),
    NO_EPSILON(at(Slot.EPSILON), ROOTS),

    // What the root is of.
    MAXIMUM_IGNORED(at(Slot.MAXIMUM), AMSGRAD),
    MAXIMUM_OF_CORRECTED(at(Slot.MAXIMUM), AMSGRAD),
    NO_ROOT(at(Slot.ROOT), ROOTS),

    // What enters a mean of squares.
    DECAY_SWAPPED(at(Slot.DECAY), DECAYING),
    SQUARES_ADDED_TWICE(at(Slot.ACCUMULATION), DECAYING),
    SQUARES_NOT_AVERAGED(at(Slot.ACCUMULATION), AVERAGING),
    MEAN_NOT_AVERAGED(at(Slot.MEAN_TERM), TWO_CORRECTIONS),

    // What memory starts as.
    SQUARES_START_AT_ZERO(at(Slot.FIRST_MEMORY), SUMS_OF_SQUARES),
    SQUARES_START_AT_TENTH(at(Slot.FIRST_MEMORY), SQUARES),
    SQUARES_START_AT_ONE(at(Slot.FIRST_MEMORY), SQUARES),
    SQUARES_START_AT_FIRST(at(Slot.FIRST_MEMORY), MEANS_OF_SQUARES),

    // What the biases alone get.
    BIAS_BROADCAST(at(Slot.BIAS_GRADIENT), ANY, Need.SHARED_BIAS),
    BIAS_MEAN(at(Slot.BIAS_GRADIENT), ANY, Need.SHARED_BIAS),
    BIAS_WITHOUT_DERIVATIVE(at(Slot.BIAS_GRADIENT), ANY, Need.BIASES, Need.SLOPED),
    BIAS_CLIMBS(at(Slot.BIAS_GRADIENT), ANY, Need.BIASES),
    BIAS_GRADIENT_REDUCTION(Fault.GRADIENT_REDUCTION),
    BIAS_DIVIDED_TWICE(Fault.DIVIDED_TWICE),
    BIAS_OF_LAST_EXAMPLE(Fault.LAST_EXAMPLE_ONLY),
    BIAS_GRADIENT_NOT_RESET(Fault.GRADIENT_NOT_RESET),
    BIAS_GRADIENT_LAGGED(Fault.GRADIENT_LAGGED),
    BIASES_UPDATED_TWICE(Fault.UPDATED_TWICE),
    BIASES_STEPPED_TWICE(Fault.STEPPED_TWICE),
    BIASES_WITHOUT_MOMENTUM(Fault.MOMENTUM_IGNORED),
    BIAS_MOMENTS_LAGGED(Fault.MOMENTS_LAGGED);

    private final Set<Slot> slots;
    private final Family family;
    private final List<Need> needs;
    private final Optional<Fault> ofAll;
    private final long bits;
    private final boolean untrained;
    private final Description words = Description.of(name());

    Fault(Set<Slot> slots, Family family, Need... needs) {
        this(slots, family, List.of(needs), Optional.empty());
    }

    /** What another fault does to all weights, done to the biases alone. */
    Fault(Fault ofAll) {
        this(
                ofAll.slots,
                ofAll.family,
                Stream.concat(ofAll.needs.stream(), Stream.of(Need.BIASES)).toList(),
                Optional.of(ofAll));
    }

    @SuppressWarnings("EnumOrdinal") // a bit of a set that is never stored
    Fault(Set<Slot> slots, Family family, List<Need> needs, Optional<Fault> ofAll) {
        this.slots = slots;
        this.family = family;
        this.needs = needs;
        this.ofAll = ofAll;
        this.untrained = slots.stream().anyMatch(Slot::isBeforeUpdate);
        this.bits = slots.stream().mapToLong(slot -> 1L << slot.ordinal()).reduce(0L, (a, b) -> a | b);
    }

    /** The name in a CSV file and on the console: {@code late_hidden_delta}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The fault with a key, or with the name that it had before.
     *
     * @throws IllegalArgumentException if there is no such fault
     */
    public static Fault named(String key) {
        return switch (key) {
            case "dead_zone" -> ERROR_DEAD_ZONE;
            case "flat_spot_everywhere" -> FLAT_SPOT;
            default -> valueOf(key.toUpperCase(Locale.ROOT));
        };
    }

    /** All names that {@link #named} knows. */
    public static List<String> names() {
        return Stream.concat(keys().stream(), Stream.of("dead_zone", "flat_spot_everywhere"))
                .toList();
    }

    /** The keys of all faults. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Fault::key).toList();
    }

    /** What is wrong, in one sentence. */
    public String symptom() {
        return words.symptom();
    }

    /** How a textbook puts it right. */
    public String rightForm() {
        return words.rightForm();
    }

    /** Where the fault was seen. */
    public String source() {
        return words.source();
    }

    /** Whether it was met in a public program or report. */
    public boolean metInPublic() {
        return !source().startsWith("by analogy with ") && !source().startsWith("not met: ");
    }

    /** The fault that this one is for the biases alone, if it is one of that kind. */
    public Optional<Fault> ofAll() {
        return ofAll;
    }

    /** The title of its slot. */
    String place() {
        return ofAll.isPresent()
                ? Slot.BIAS_GRADIENT.title()
                : slots.iterator().next().title();
    }

    /** Whether a program's loss before the first update may be another with it. */
    public boolean showsUntrained() {
        return untrained;
    }

    /** Whether it is a constant in the reported loss, or a penalty that is missing there: a reading of figures, and no more. */
    public boolean isReading() {
        return this == PENALTY_NOT_IN_LOSS || slots.contains(Slot.LOSS_FACTOR) || slots.contains(Slot.LOSS_PER_OUTPUT);
    }

    /** The names of the optimizers whose programs can have it; empty if all can. */
    public List<String> optimizers() {
        return family.members().stream()
                .map(type -> OptimizerKind.of(type).key())
                .toList();
    }

    /** Whether a program for this run could have the fault at all. */
    public boolean appliesTo(Run run) {
        return whyNotApplicable(run).isEmpty();
    }

    /** Why a program for a run cannot have the fault: it belongs to another optimizer's rule, say. Empty if it can. */
    public Optional<String> whyNotApplicable(Run run) {
        if (!family.has(run.network().optimizer())) {
            return Optional.of("not a fault of " + run.kind());
        }
        return unmet(run, true);
    }

    /** Why the fault cannot make a difference on a run, if that is known beforehand. */
    public Optional<String> whyInvisible(Run run) {
        return unmet(run, false);
    }

    private Optional<String> unmet(Run run, boolean ofPlace) {
        return needs.stream()
                .filter(need -> need.isOfPlace() == ofPlace && !need.isMetBy(run))
                .findFirst()
                .map(Need::unmet);
    }

    /** Whether a program cannot have both, because they change the same place in two ways. */
    public boolean excludes(Fault other) {
        return (bits & other.bits) != 0;
    }

    private static Set<Slot> at(Slot first, Slot... more) {
        return Collections.unmodifiableSet(EnumSet.of(first, more));
    }
}
