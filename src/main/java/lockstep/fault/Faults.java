package lockstep.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.model.Run;

/** A set of faults that is cheap to ask: {@link #has} is one look into an array. The order is the catalogue's. */
@SuppressWarnings("EnumOrdinal") // an index into an array that is never stored; an EnumSet is asked more slowly
public final class Faults implements Iterable<Fault> {

    /** A right program. */
    public static final Faults NONE = of();

    private final boolean[] present = new boolean[Fault.values().length];
    private final List<Fault> list;
    private final boolean differsForBiases;
    private final Faults ofBiases;

    private Faults(Collection<Fault> faults) {
        Fault[] sorted = faults.toArray(Fault[]::new);
        Arrays.sort(sorted);
        List<Fault> distinct = new ArrayList<>(sorted.length);
        boolean alone = false;
        for (Fault fault : sorted) {
            if (!present[fault.ordinal()]) {
                present[fault.ordinal()] = true;
                distinct.add(fault);
                alone |= fault.ofAll().isPresent();
            }
        }
        this.list = Collections.unmodifiableList(distinct);
        this.differsForBiases = alone;
        this.ofBiases = alone
                ? new Faults(
                        list.stream().map(fault -> fault.ofAll().orElse(fault)).toList())
                : this;
    }

    /** Whether the biases alone have some. */
    public boolean differForBiases() {
        return differsForBiases;
    }

    /** The faults as they are where the biases are: what the biases alone have is there what all weights may have. */
    public Faults ofBiases() {
        return ofBiases;
    }

    public static Faults of(Fault... faults) {
        return new Faults(List.of(faults));
    }

    public static Faults of(Collection<Fault> faults) {
        return new Faults(faults);
    }

    /**
     * Faults by their names.
     *
     * @throws IllegalArgumentException if there is no such fault
     */
    public static Faults named(Collection<String> names) {
        return of(names.stream().map(Fault::named).toList());
    }

    /** These, and of the others those that change another place: a fault stands where a form stood. */
    public Faults insteadOf(Faults forms) {
        if (forms.size() == 0) {
            return this;
        }
        List<Fault> both = new ArrayList<>(list);
        forms.list.stream()
                .filter(form -> list.stream().noneMatch(fault -> fault != form && fault.excludes(form)))
                .forEach(both::add);
        return of(both);
    }

    /** Why a program for a run cannot have the faults with these names together; empty if it can. */
    public static Optional<String> objection(Run run, Collection<String> names) {
        List<Fault> faults = named(names).list();
        for (Fault fault : faults) {
            Optional<String> why = fault.whyNotApplicable(run);
            if (why.isPresent()) {
                return Optional.of(fault.key() + " (" + why.get() + ")");
            }
            for (Fault other : faults) {
                if (other != fault && fault.excludes(other)) {
                    return Optional.of(fault.key() + " together with " + other.key() + " (they change the same place)");
                }
            }
        }
        return Optional.empty();
    }

    public boolean has(Fault fault) {
        return present[fault.ordinal()];
    }

    public int size() {
        return list.size();
    }

    public List<Fault> list() {
        return list;
    }

    /** Whether a program can have all of them at once. */
    public boolean compatible() {
        return list.stream()
                .noneMatch(fault -> list.stream().anyMatch(other -> other != fault && fault.excludes(other)));
    }

    @Override
    public Iterator<Fault> iterator() {
        return list.iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Faults faults && list.equals(faults.list);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }

    /** The names: {@code error_sign + no_bias}. */
    @Override
    public String toString() {
        return list.isEmpty() ? "none" : list.stream().map(Fault::key).collect(Collectors.joining(" + "));
    }
}
