package lockstep.config.form.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import lockstep.data.Data;
import lockstep.data.DataSource;
import lockstep.data.problem.Parameter;
import lockstep.data.problem.Problem;
import lockstep.yaml.Choice;
import lockstep.yaml.Fields;
import lockstep.yaml.Form;
import lockstep.yaml.Key;
import lockstep.yaml.Mistakes;
import lockstep.yaml.RealNumber;
import lockstep.yaml.WholeNumber;
import lockstep.yaml.Yaml;
import org.jspecify.annotations.Nullable;

/** {@code {source: xor}}: a built-in problem by name, with the numbers that it takes; or {@link IdxForm}'s files. */
public final class ProblemForm implements Form<Data> {

    public static final String SOURCE = "source";

    private final Map<String, Form<Data>> forms = new LinkedHashMap<>();

    public ProblemForm(List<Problem> problems) {
        problems.forEach(problem -> forms.put(problem.name(), fields(problem)));
        forms.put(IdxForm.IDX, IdxForm.FORM);
    }

    private Choice<String> names() {
        return Choice.of(SOURCE, List.copyOf(forms.keySet()), name -> name);
    }

    @Override
    public String expected() {
        return SOURCE + ": " + names().expected();
    }

    @Override
    public @Nullable Data read(Yaml node, Mistakes reading) {
        String name = names().read(node.value(SOURCE).orElse(node), reading);
        return name == null ? null : form(name).read(node, reading);
    }

    @Override
    public Object write(Data data) {
        return form(data.source() instanceof DataSource.BuiltIn builtIn
                        ? builtIn.problem().name()
                        : IdxForm.IDX)
                .write(data);
    }

    private Form<Data> form(String name) {
        return Objects.requireNonNull(forms.get(name));
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("oneOf", forms.values().stream().map(Form::schema).toList());
    }

    @Override
    public List<Part> parts() {
        return forms.entrySet().stream()
                .map(form -> new Part(form.getKey(), form.getValue()))
                .toList();
    }

    private static DataSource.BuiltIn source(Data data) {
        return (DataSource.BuiltIn) data.source();
    }

    private static Form<Data> fields(Problem problem) {
        List<Key<Data, ?>> keys = new ArrayList<>();
        keys.add(Key.required(
                SOURCE,
                problem.about(),
                Choice.of(SOURCE, List.of(problem), Problem::name),
                data -> source(data).problem()));
        List<Key<Data, Double>> numbers =
                problem.parameters().stream().map(ProblemForm::key).toList();
        keys.addAll(numbers);
        keys.addAll(PreparationForm.KEYS);
        return new Fields<>("the problem " + problem.name(), keys, found -> {
            Map<String, Double> arguments = new LinkedHashMap<>();
            numbers.forEach(key -> arguments.put(key.name(), found.get(key)));
            DataSource.BuiltIn source = new DataSource.BuiltIn(problem, arguments);
            return PreparationForm.prepare(found, source, source.examples());
        });
    }

    private static Key<Data, Double> key(Parameter parameter) {
        String name = parameter.name();
        Form<Double> form = parameter.whole()
                ? new WholeNumber((long) parameter.least(), (long) parameter.most())
                        .as(Long::doubleValue, Double::longValue)
                : new RealNumber(parameter.least(), false, parameter.most());
        Function<Data, Double> value = data -> parameter.in(source(data).arguments());
        OptionalDouble byDefault = parameter.byDefault();
        return byDefault.isPresent()
                ? Key.optional(name, parameter.about(), form, byDefault.getAsDouble(), value)
                : Key.required(name, parameter.about(), form, value);
    }
}
