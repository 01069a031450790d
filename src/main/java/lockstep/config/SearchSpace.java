package lockstep.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.model.PythonRandom;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;

/** An optimizer whose hyper-parameters are given, or left for a race to choose. */
public final class SearchSpace {

    /** More combinations than anybody wants to try, but few enough to number. */
    public static final int MOST_SETTINGS = 1_000_000;

    private final OptimizerKind kind;
    private final Map<String, SearchValues> values;

    /** @param values one for each of the kind's parameters, in their order */
    public SearchSpace(OptimizerKind kind, Map<String, SearchValues> values) {
        this.kind = kind;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** An optimizer with every hyper-parameter given. */
    static SearchSpace of(Optimizer optimizer) {
        Map<String, SearchValues> values = new LinkedHashMap<>();
        OptimizerKind.valuesOf(optimizer).forEach((name, value) -> values.put(name, new SearchValues.Fixed(value)));
        return new SearchSpace(OptimizerKind.of(optimizer), values);
    }

    public OptimizerKind kind() {
        return kind;
    }

    public SearchValues values(String parameter) {
        SearchValues found = values.get(parameter);
        if (found == null) {
            throw new IllegalArgumentException(kind.key() + " has no " + parameter);
        }
        return found;
    }

    /** Whether there is anything to choose. */
    public boolean isSearched() {
        return !values.values().stream().allMatch(SearchValues.Fixed.class::isInstance);
    }

    /** How many settings there are; empty if some values are drawn from a range. */
    public Optional<Long> size() {
        long size = 1;
        for (SearchValues each : values.values()) {
            if (each.all().isEmpty()) {
                return Optional.empty();
            }
            size = Math.multiplyExact(size, (long) each.all().get().size());
            if (size > MOST_SETTINGS) {
                return Optional.of(MOST_SETTINGS + 1L);
            }
        }
        return Optional.of(size);
    }

    /** The setting to use if no race has chosen one: the middle one, or the first that is drawn. */
    public Optimizer representative(long seed) {
        Optional<Long> size = size();
        return size.isPresent() ? setting(size.get() / 2) : drawn(new PythonRandom(seed));
    }

    /**
     * The settings to try: all of them, in the order of the values, the last hyper-parameter changing fastest. If there are
     * more than the budget allows, a random choice of that size; if some values are ranges, as many draws.
     *
     * @param budget how many at most
     * @param seed the seed of the draws: optimizers with the same ranges get the same values
     */
    public List<Optimizer> settings(int budget, long seed) {
        PythonRandom random = new PythonRandom(seed);
        List<Optimizer> settings = new ArrayList<>();
        Optional<Long> size = size();
        if (size.isEmpty()) {
            for (int s = 0; s < budget; s++) {
                settings.add(drawn(random));
            }
            return settings;
        }
        int all = Math.toIntExact(size.get());
        int[] chosen = new int[all];
        Arrays.setAll(chosen, i -> i);
        if (all > budget) {
            random.shuffle(chosen);
            chosen = Arrays.copyOf(chosen, budget);
            Arrays.sort(chosen);
        }
        for (int number : chosen) {
            settings.add(setting(number));
        }
        return settings;
    }

    private Optimizer drawn(PythonRandom random) {
        Map<String, Double> setting = new HashMap<>();
        values.forEach((name, each) -> setting.put(name, each.draw(random)));
        return kind.create(setting);
    }

    private Optimizer setting(long number) {
        Map<String, Double> setting = new HashMap<>();
        List<String> names = new ArrayList<>(values.keySet());
        Collections.reverse(names);
        long rest = number;
        for (String name : names) {
            List<Double> all = values(name).all().orElseThrow();
            setting.put(name, all.get((int) (rest % all.size())));
            rest /= all.size();
        }
        return kind.create(setting);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SearchSpace search && search.kind == kind && search.values.equals(values);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + values.hashCode();
    }

    @Override
    public String toString() {
        return kind.key() + values;
    }
}
