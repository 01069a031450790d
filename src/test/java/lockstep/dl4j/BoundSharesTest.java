package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lockstep.model.Batch;
import lockstep.model.Examples;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.parity.bound.RoundingBound;
import lockstep.scalar.ScalarNetwork;
import lockstep.upkeep.RandomRuns;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BoundSharesTest {
    static final int STEPS = 5;
    final Map<String, List<Double>> shares = new TreeMap<>();
    int notFinite, infinite, kinkSteps, steps;

    @Test
    void all() { go(); }
    public static void main(String[] a) { new BoundSharesTest().go(); }
    void go() {
        int from = Integer.getInteger("from", 0), n = Integer.getInteger("seeds", 300);
        boolean fl = Boolean.getBoolean("float");
        RandomRuns random = new RandomRuns(Twins.kinds(), ScalarNetwork::new, STEPS);
        long t0 = System.currentTimeMillis();
        for (int seed = from; seed < from + n; seed++) {
            try { one(random.of(seed), fl); } catch (RuntimeException ex) { System.out.println("seed " + seed + " " + ex); if (Boolean.getBoolean("trace")) ex.printStackTrace(System.out); }
        }
        System.out.printf("%d ms, not finite %d, infinite bounds %d, steps %d, with kinks %d%n", System.currentTimeMillis() - t0, notFinite, infinite, steps, kinkSteps);
        shares.forEach((k, v) -> { double[] a = v.stream().mapToDouble(d -> d).sorted().toArray(); int N = a.length;
            System.out.printf("%-28s %8d median %.3g 99%% %.3g 99.9%% %.3g max %.3g%n", k, N, a[N / 2], a[(int) (N * .99)], a[(int) (N * .999)], a[N - 1]); });
    }

    void one(Run run, boolean fl) {
        NetworkSpec spec = run.network();
        if (fl) run = new Run(run.label(), spec, rounded(run.examples()), run.batchSize(), run.shuffle(), run.seed());
        Run.Start start = run.start();
        double[] w = start.weights();
        double[] ours = new double[w.length], theirs = new double[w.length];
        RoundingBound bound = fl ? new RoundingBound(spec, 0x1p-24, Float.MIN_NORMAL) : new RoundingBound(spec, 0x1p-53, Double.MIN_NORMAL);
        ScalarNetwork scalar = new ScalarNetwork(spec);
        Dl4jNetwork dl4j = fl ? null : new Dl4jNetwork(spec);
        MultiLayerNetwork net = null;
        if (fl) { var conf = Configurations.of(spec); conf.setDataType(DataType.FLOAT); conf.getConfs().forEach(c -> { c.setDataType(DataType.FLOAT); c.getLayer().setDataType(DataType.FLOAT); }); net = new MultiLayerNetwork(conf); net.init(); }
        scalar.loadWeights(w);
        for (int step = 0; step < STEPS; step++) {
            scalar.readWeights(w);
            if (fl) { round(w); scalar.loadWeights(w); }
            Batch batch = start.batches().next();
            bound.at(w, batch);
            double loss = scalar.step(batch), other;
            scalar.readGradient(ours);
            if (!fl) { dl4j.loadWeights(w); other = dl4j.step(batch); dl4j.readGradient(theirs); }
            else other = floatStep(net, spec, w, batch, theirs);
            if (Boolean.getBoolean("dump")) { double[] out = new double[batch.size() * spec.outputs()]; for (int l = 0; l < spec.layers().size(); l++) { List<LayerSpec> cut = new ArrayList<>(spec.layers().subList(0, l)); LayerSpec last = spec.layers().get(l); cut.add(new LayerSpec(last.units(), lockstep.model.Activation.IDENTITY, last.bias(), last.init())); NetworkSpec part = new NetworkSpec(spec.inputs(), cut, lockstep.model.Loss.HALF_SQUARED_ERROR, spec.reduction(), new lockstep.optim.Sgd(1)); ScalarNetwork q = new ScalarNetwork(part); q.loadWeights(Arrays.copyOf(w, part.weightCount())); double[] zs = new double[batch.size() * last.units()]; q.readOutputs(batch, zs); System.out.println("step " + step + " layer " + l + " " + last.activation() + " z " + Arrays.toString(zs)); } }
            steps++; if (bound.kinks() > 0) kinkSteps++;
            add("loss " + spec.loss().key(), loss, other, bound.loss(), run, step, "loss");
            for (int l = 0; l < spec.layers().size(); l++) {
                LayerSpec layer = spec.layers().get(l);
                for (int k = spec.offset(l); k < spec.offset(l + 1); k++) {
                    add("gradient " + layer.activation().key(), ours[k], theirs[k], bound.gradient()[k], run, step, "layer " + l + " " + k);
                }
            }
        }
        if (dl4j != null) dl4j.close();
    }

    double floatStep(MultiLayerNetwork net, NetworkSpec spec, double[] w, Batch batch, double[] into) {
        Examples ex = batch.examples();
        double[] p = new double[w.length];
        for (int l = 0; l < spec.layers().size(); l++) {
            int o = spec.offset(l), in = spec.inputsOf(l), m = spec.layers().get(l).units();
            for (int k = 0; k < spec.weightsOf(l); k++) p[o + (k / m == in ? in * m + k % m : k % m * in + k / m)] = w[o + k];
        }
        net.setParams(Nd4j.create(p).castTo(DataType.FLOAT));
        double[][] x = new double[batch.size()][], t = new double[batch.size()][];
        for (int e = 0; e < batch.size(); e++) {
            x[e] = Arrays.copyOfRange(ex.inputValues(), batch.row(e) * ex.inputs(), (batch.row(e) + 1) * ex.inputs());
            t[e] = Arrays.copyOfRange(ex.targetValues(), batch.row(e) * ex.outputs(), (batch.row(e) + 1) * ex.outputs());
        }
        net.setInput(Nd4j.create(x).castTo(DataType.FLOAT)); net.setLabels(Nd4j.create(t).castTo(DataType.FLOAT));
        net.computeGradientAndScore();
        INDArray g = net.gradient().gradient().castTo(DataType.DOUBLE);
        double[] v = g.reshape(g.length()).toDoubleVector();
        double by = spec.reduction() == Reduction.MEAN ? batch.size() : 1;
        for (int l = 0; l < spec.layers().size(); l++) {
            int o = spec.offset(l), in = spec.inputsOf(l), m = spec.layers().get(l).units();
            for (int k = 0; k < spec.weightsOf(l); k++) into[o + k] = v[o + (k / m == in ? in * m + k % m : k % m * in + k / m)] / by;
        }
        return net.score();
    }

    static void round(double[] a) { for (int i = 0; i < a.length; i++) a[i] = (float) a[i]; }
    static Examples rounded(Examples e) { double[] x = e.inputValues().clone(), t = e.targetValues().clone(); round(x); round(t); return new Examples(e.size(), e.inputs(), e.outputs(), x, t); }

    int shown; final java.util.Set<String> seen = new java.util.HashSet<>();
    void add(String key, double a, double b, double bound, Run run, int step, String where) {
        if (!Double.isFinite(b) || !Double.isFinite(a)) { notFinite++; if (false) System.out.println("NOT FINITE " + run.label() + " step " + step + " " + where + " " + key + " " + a + " " + b + " " + bound + run.network().layers().stream().map(x -> x.units() + x.activation().key()).toList()); return; }
        double d = Math.abs(a - b);
        if (!Double.isFinite(bound)) { infinite++; if (shown++ < 20) System.out.println("INFINITE " + run.label() + " step " + step + " " + where + " " + key + " " + a + " " + b + " " + bound); return; }
        double s = d == 0 ? 0 : d / bound;
        if (s > 0.9 && seen.add(run.label() + key)) System.out.println(run.label() + " step " + step + " " + where + " " + key + " " + a + " " + b + " bound " + bound + " share " + s + " " + run.network().loss() + " B" + run.batchSize() + " " + run.network().layers().stream().map(x -> x.units() + x.activation().key()).toList());
        shares.computeIfAbsent(key, k -> new ArrayList<>()).add(s);
    }
}
