package lockstep.program;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.EngineFailure;

/** A user's engine: anything its code throws is the candidate's failure, not Lockstep's. */
public final class GuardedEngine implements Engine {

    private final String name;
    private final Engine inner;

    /** @throws EngineFailure if the engine cannot be made */
    public GuardedEngine(String name, Callable<? extends Engine> maker) {
        this.name = name;
        this.inner = guard("its constructor", maker);
    }

    @Override
    public boolean can(Ability ability) {
        return guard("can", () -> inner.can(ability));
    }

    @Override
    public void loadWeights(double[] weights) {
        guard("loadWeights", () -> {
            inner.loadWeights(weights.clone()); // it may keep the array
            return "";
        });
    }

    @Override
    public void readWeights(double[] into) {
        guard("readWeights", () -> {
            inner.readWeights(into);
            return "";
        });
    }

    @Override
    public double step(Batch batch) {
        return guard("step", () -> inner.step(batch));
    }

    @Override
    public void readGradient(double[] into) {
        guard("readGradient", () -> {
            inner.readGradient(into);
            return "";
        });
    }

    @Override
    public double loss(Batch batch) {
        return guard("loss", () -> inner.loss(batch));
    }

    @Override
    public void readOutputs(Batch batch, double[] into) {
        guard("readOutputs", () -> {
            inner.readOutputs(batch, into);
            return "";
        });
    }

    @Override
    public Optional<Rule> newRule(int n) {
        return guard("newRule", () -> inner.newRule(n))
                .map(rule -> (gradient, update) -> guard("its rule's step", () -> {
                    rule.step(gradient, update);
                    return "";
                }));
    }

    @Override
    public void close() {
        guard("close", () -> {
            inner.close();
            return "";
        });
    }

    private <T> T guard(String method, Callable<T> call) {
        try {
            return call.call();
        } catch (EngineFailure | CancellationException e) {
            throw e;
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            StackTraceElement[] trace = e.getStackTrace();
            String place = trace.length == 0 ? "" : ", at " + trace[0];
            throw new EngineFailure(name + ": " + method + " threw " + Quoted.of(e.toString()) + place, e);
        }
    }
}
