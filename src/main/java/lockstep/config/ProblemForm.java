package lockstep.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import lockstep.data.DataSource;
import lockstep.data.Parameter;
import lockstep.data.Problem;
import org.jspecify.annotations.Nullable;

/** {@code {source: xor}}: a built-in problem, and beside its name the numbers that it takes. */
final class ProblemForm implements Form<DataSource.BuiltIn> {

    static final String SOURCE = "source";

    private final Choice<Problem> names;
    private final List<Problem> problems;

    ProblemForm(List<Problem> problems) {
        this.names = Choice.of(SOURCE, problems, Problem::name);
        this.problems = problems;
    }

    @Override
    public String expected() {
        return SOURCE + ": " + names.expected();
    }

    @Override
    public DataSource.@Nullable BuiltIn read(Yaml node, Reading reading) {
        Problem problem = names.read(node.value(SOURCE).orElse(node), reading);
        return problem == null ? null : fields(problem).read(node, reading);
    }

    @Override
    public Object write(DataSource.BuiltIn source) {
        return fields(source.problem()).write(source);
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of(
                "oneOf",
                problems.stream().map(problem -> fields(problem).schema()).toList());
    }

    private static Form<DataSource.BuiltIn> fields(Problem problem) {
        List<Key<DataSource.BuiltIn, ?>> keys = new ArrayList<>();
        keys.add(Key.required(
                SOURCE,
                problem.about(),
                Choice.of(SOURCE, List.of(problem), Problem::name),
                DataSource.BuiltIn::problem));
        List<Key<DataSource.BuiltIn, Double>> numbers =
                problem.parameters().stream().map(ProblemForm::key).toList();
        keys.addAll(numbers);
        return new Fields<>("the problem " + problem.name(), keys, found -> {
            Map<String, Double> arguments = new LinkedHashMap<>();
            numbers.forEach(key -> arguments.put(key.name(), found.get(key)));
            return new DataSource.BuiltIn(problem, arguments);
        });
    }

    private static Key<DataSource.BuiltIn, Double> key(Parameter parameter) {
        String name = parameter.name();
        Form<Double> form = parameter.whole()
                ? new WholeNumber((long) parameter.least(), (long) parameter.most())
                        .as(Long::doubleValue, Double::longValue)
                : new RealNumber(parameter.least(), false, parameter.most());
        OptionalDouble byDefault = parameter.byDefault();
        return byDefault.isPresent()
                ? Key.optional(name, parameter.about(), form, byDefault.getAsDouble(), source -> value(source, name))
                : Key.required(name, parameter.about(), form, source -> value(source, name));
    }

    private static double value(DataSource.BuiltIn source, String name) {
        Double value = source.arguments().get(name);
        if (value == null) {
            throw new IllegalArgumentException(source.problem().name() + " has no " + name);
        }
        return value;
    }
}
