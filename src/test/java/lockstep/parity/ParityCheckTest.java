package lockstep.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Clipping;
import lockstep.model.Clipping.Mode;
import lockstep.model.EngineFailure;
import lockstep.model.Engines;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Schedule;
import lockstep.model.Schedule.By;
import lockstep.model.Tolerance;
import lockstep.optim.Adam;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Momentum;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Trace;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.ControlNetwork;
import lockstep.scalar.ScalarNetwork;
import lockstep.work.Progress;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a judge that says "agree" to everything, or blames the wrong rung, would pass every other test. */
class ParityCheckTest {

    /** A calm run: XOR at a small rate. */
    private static final Run CALM = bpnn(new Sgd(0.2), Reduction.MEAN, 4);

    /** bpnn.py's demo: chaotic after about 1,800 updates (measured with CPython against itself, sums associated otherwise). */
    private static final Run CHAOTIC = bpnn(new BpnnMomentum(0.5, 0.1), Reduction.MEAN, 1);

    /** Every layer's weights with a penalty before the optimizer, the biases with one after it. */
    private static final Run PENALIZED = withNetwork(CALM, penalized(CALM.network()));

    private static NetworkSpec penalized(NetworkSpec spec) {
        List<LayerSpec> layers = spec.layers().stream()
                .map(layer -> layer.withPenalties(
                        new Penalty(0.01, 0.1, 0.0), layer.bias() ? new Penalty(0.0, 0.0, 0.1) : Penalty.NONE))
                .toList();
        return new NetworkSpec(spec.inputs(), layers, spec.loss(), spec.reduction(), spec.optimizer());
    }

    private static Run withNetwork(Run run, NetworkSpec network) {
        return new Run(run.label(), network, run.examples(), run.batchSize(), run.shuffle(), run.seed());
    }

    @Test
    void aRightNetworkAgrees() {
        Verdict verdict = judge(CALM, 500, DelegatingEngine::new).verdict();

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.AGREE);
        assertThat(verdict.decisive().share()).isZero();
        assertThat(verdict.decisive().rung()).as("of equals the last").isEqualTo(Rung.FREE);
        assertThat(verdict.findings()).allMatch(finding -> finding.kinkSteps() == 0);
        assertThat(verdict.steps()).isEqualTo(500);
        assertThat(verdict.findings()).extracting(Finding::rung).containsExactly(Rung.values());
    }

    @Test
    void roundingAloneIsAgreementWhereTheRunIsCalm() {
        Verdict verdict = judge(CALM, 500, Rounding::new).verdict();

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.AGREE);
        // One rounding (1.1e-16) of each weight a step, 500 steps: 1e-13 of the loss at most, of 1e-9 allowed; each
        // step from the
        // candidate's own weights uses one of two last places at most.
        assertThat(verdict.at(Rung.FREE).share())
                .as("the steps', not the losses'")
                .isBetween(0.01, 0.5);
        // An agreement by a hair must not pass for an easy one, whichever rung it is on.
        assertThat(verdict.findings())
                .contains(verdict.decisive())
                .allMatch(finding -> finding.share() <= verdict.decisive().share());
    }

    /**
     * Biases of 0 and an example of zeros: the relu's sums are exactly 0 in every program. Networks whose biases are moved off the
     * 0 take the other side of the kink, and come apart by as much as ten times the rate does.
     */
    @Test
    void aKinkThatNoProgramCanMissExcusesNothing() {
        Examples nand =
                Examples.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new double[][] {{1}, {1}, {1}, {0}});
        List<LayerSpec> layers = List.of(
                new LayerSpec(4, Activation.RELU, true, Init.Scheme.XAVIER),
                new LayerSpec(1, Activation.IDENTITY, true, Init.Scheme.XAVIER));
        Function<Double, NetworkSpec> network =
                rate -> new NetworkSpec(2, layers, Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Sgd(rate));
        Run run = new Run("relu", network.apply(0.1), nand, 4, false, 3);

        Verdict verdict = judge(run, 200, spec -> new DelegatingEngine(network.apply(1.0)) {
                    @Override
                    public boolean can(Ability ability) {
                        return false; // its losses are all there is to see
                    }

                    @Override
                    public Optional<Rule> newRule(int n) {
                        return Optional.empty();
                    }
                })
                .verdict();

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.DISAGREE);
        assertThat(verdict.decisive().step()).isEqualTo(1);
        assertThat(verdict.judgedSteps()).as("with the one that broke").isEqualTo(2);
    }

    /**
     * A gradient of -2 that is clipped to -1, and a penalty that takes that away, {@code 2 w = 1}: Adam's step is then what a rounding
     * of either makes it. Whatever breaks there is judged again, by what rounding may do.
     */
    @ParameterizedTest
    @CsvSource({"3.5e-11, AGREE", "1e-8, DISAGREE"})
    void whereARoundingDecidesTheStepIsJudgedAgain(double off, Verdict.Kind expected) {
        LayerSpec layer = new LayerSpec(1, Activation.IDENTITY, false, new Init.Constant(0.5))
                .withPenalties(new Penalty(0.0, 2.0, 0.0), Penalty.NONE)
                .withClipping(new Clipping(Mode.CLIP_ELEMENT_WISE_ABSOLUTE_VALUE, 1.0));
        NetworkSpec network =
                new NetworkSpec(1, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Adam(0.1));
        Run run = new Run("adam", network, Examples.of(new double[][] {{2}}, new double[][] {{2}}), 1, false, 0);
        Engines candidate = spec -> new DelegatingEngine(spec) {
            @Override
            public double step(Batch batch) {
                double loss = super.step(batch);
                double[] weight = new double[1];
                readWeights(weight);
                weight[0] += off;
                loadWeights(weight);
                return loss;
            }
        };

        assertThat(judge(run, 1, candidate).verdict().kind()).isEqualTo(expected);
        Run.Start start = run.start();
        Parity longAgo = check(1).judge(
                        run,
                        ControlNetwork::new,
                        () -> new EngineSteps(
                                candidate.of(network),
                                start.weights(),
                                run.start().batches()),
                        Progress.NONE);
        assertThat(longAgo.verdict().kind()).isEqualTo(expected);
    }

    @Test
    void roundingAloneIsChaosWhereTheRunIsChaotic() {
        Parity parity = judge(CHAOTIC, 4000, Rounding::new);

        assertThat(parity.verdict().kind()).isEqualTo(Verdict.Kind.CHAOTIC);
        assertThat(parity.verdict().at(Rung.LOCKED).holds()).isTrue();
        assertThat(parity.verdict().decisive().rung()).isEqualTo(Rung.FREE);
        assertThat(parity.verdict().decisive().step()).isBetween(1000, 3000);
        assertThat(parity.verdict().judgedToTheLast()).isTrue();
        assertThat(parity.trace().controlSpread()[3999]).isBetween(1e-6, 10.0);
    }

    /** The gradient is the data's, the loss has the penalties in it: the third opinion must not mix them up. */
    @Test
    void aPenalizedNetworkAgreesAndItsGradientIsTheDerivative() {
        Verdict verdict = judge(PENALIZED, 200, DelegatingEngine::new).verdict();

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.AGREE);
        assertThat(verdict.at(Rung.GRADIENT).note()).isEmpty();
    }

    @Test
    void aCandidateWithoutThePenaltiesIsFoundOnTheLockedRung() {
        Verdict verdict = judge(PENALIZED, 200, network -> new DelegatingEngine(network.withoutPenalties()))
                .verdict();

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.DISAGREE);
        assertThat(verdict.decisive().rung()).isEqualTo(Rung.LOCKED);
        assertThat(verdict.decisive().step()).isZero();
        assertThat(verdict.decisive().quantity()).isEqualTo("loss");
    }

    @Test
    void aCandidateWithoutTheScheduleIsFoundOnTheRuleRung() {
        Run scheduled = withNetwork(CALM, CALM.network().withSchedule(new Schedule.Exponential(0.9, By.EPOCH), 1));
        Verdict verdict = judge(
                        scheduled, 20, network -> new DelegatingEngine(network.withSchedule(Schedule.CONSTANT, 1)))
                .verdict();

        assertThat(verdict.decisive().rung()).isEqualTo(Rung.RULE);
        assertThat(verdict.decisive().step())
                .as("the second is the first at another rate")
                .isEqualTo(1);
    }

    @Test
    void aTraceHoldsEveryStepOfTheFreeRun() {
        Parity parity = judge(CALM, 30, DelegatingEngine::new);
        Trace trace = parity.trace();

        ScalarNetwork alone = new ScalarNetwork(CALM.network());
        Run.Start start = CALM.start();
        alone.loadWeights(start.weights());
        assertThat(trace.steps()).isEqualTo(30);
        assertThat(trace.stepsPerEpoch()).isEqualTo(1);
        for (int step = 0; step < 30; step++) {
            double loss = alone.step(start.batches().next());
            assertThat(trace.scalarLoss()[step]).isEqualTo(loss);
            assertThat(trace.candidateLoss()[step]).isEqualTo(loss);
            assertThat(trace.controlSpread()[step]).as("no control was asked").isNaN();
        }
        double[] answers = new double[4];
        alone.readOutputs(CALM.examples().asBatch(), answers);
        assertThat(parity.outputs().orElseThrow().scalar()).as("after the last").isEqualTo(answers);
    }

    @Test
    void workIsToldAndCanBeEnded() {
        AtomicInteger told = new AtomicInteger();
        ParityCheck check = check(40);
        check.judge(CALM, ControlNetwork::new, DelegatingEngine::new, told::addAndGet);
        assertThat(told.get()).isEqualTo(check.work());

        assertThatThrownBy(() -> check.judge(CALM, ControlNetwork::new, DelegatingEngine::new, amount -> {
                    throw new CancellationException();
                }))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void everyEngineIsClosed() {
        AtomicInteger open = new AtomicInteger();
        class Counting extends DelegatingEngine {
            Counting(NetworkSpec network) {
                super(network);
                open.incrementAndGet();
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        }
        check(20).judge(CALM, Counting::new, Counting::new, Progress.NONE);
        assertThat(open.get()).isZero();
    }

    /** Where a candidate gives up, and where the judge has to say so. */
    @Nested
    class Failures {

        private final AtomicInteger made = new AtomicInteger();

        @Test
        void beforeItsFirstStep() {
            Finding finding = failure(network -> {
                throw new EngineFailure("no");
            });
            assertThat(finding.rung()).isEqualTo(Rung.WEIGHTS);
            assertThat(finding.step()).isEqualTo(-1);
        }

        @Test
        void atItsFirstGradient() {
            Finding finding = failure(network -> new DelegatingEngine(network) {
                @Override
                public void readGradient(double[] into) {
                    throw new EngineFailure("no");
                }
            });
            assertThat(finding.rung()).isEqualTo(Rung.GRADIENT);
            assertThat(finding.step()).isZero();
            assertThat(made).hasValue(2); // one for the weights, one for the gradient, and no more
        }

        @Test
        void inItsRule() {
            Finding finding = failure(network -> new DelegatingEngine(network) {
                @Override
                public Optional<Rule> newRule(int n) {
                    throw new EngineFailure("no");
                }
            });
            assertThat(finding.rung()).isEqualTo(Rung.RULE);
        }

        @Test
        void whileTheStepsAreLocked() {
            Finding finding = failure(network -> new DelegatingEngine(network) {
                @Override
                public double step(Batch batch) {
                    if (steps == 3) {
                        throw new EngineFailure("no");
                    }
                    return super.step(batch);
                }
            });
            assertThat(finding.rung()).isEqualTo(Rung.LOCKED);
            assertThat(finding.step()).isEqualTo(3);
        }

        @Test
        void inItsFreeRun() {
            Parity parity = judge(CALM, 20, network -> new DelegatingEngine(network) {
                private int sinceLoad;

                @Override
                public void loadWeights(double[] weights) {
                    super.loadWeights(weights);
                    sinceLoad = 0;
                }

                @Override
                public double step(Batch batch) {
                    if (++sinceLoad == 6) {
                        throw new EngineFailure("no");
                    }
                    return super.step(batch);
                }
            });
            Finding finding = parity.verdict().decisive();
            assertThat(parity.verdict().kind()).isEqualTo(Verdict.Kind.DISAGREE);
            assertThat(finding.rung()).isEqualTo(Rung.FREE);
            assertThat(finding.failed()).isTrue();
            assertThat(finding.step()).isEqualTo(5);
            assertThat(parity.trace().steps()).isEqualTo(5);
        }

        private Finding failure(Engines candidate) {
            Parity parity = judge(CALM, 20, network -> {
                made.incrementAndGet();
                return candidate.of(network);
            });
            Verdict verdict = parity.verdict();
            assertThat(verdict.kind()).isEqualTo(Verdict.Kind.DISAGREE);
            assertThat(verdict.decisive().failed()).isTrue();
            assertThat(verdict.decisive().share()).isInfinite();
            assertThat(verdict.decisive().note()).isEqualTo("no");
            assertThat(verdict.findings()).extracting(Finding::rung).containsExactly(Rung.values());
            assertThat(verdict.at(Rung.FREE).judged()).isFalse();
            assertThat(parity.trace().steps()).isZero();
            return verdict.decisive();
        }
    }

    /** What is wrong, and where the judge has to find it. */
    @Nested
    class Faults {

        @Test
        void aWeightOffByABillionthAtTheStart() {
            for (Run run : List.of(CALM, CHAOTIC)) {
                Finding finding = disagreement(run, network -> new DelegatingEngine(network) {
                    @Override
                    public void loadWeights(double[] weights) {
                        double[] off = weights.clone();
                        off[7] += 1e-9;
                        super.loadWeights(off);
                    }
                });
                assertThat(finding.rung()).isEqualTo(Rung.WEIGHTS);
                assertThat(finding.layer()).isEqualTo(2);
                assertThat(finding.quantity()).isEqualTo("weight[1][0]");
                assertThat(finding.candidate() - finding.scalar()).isCloseTo(1e-9, within(1e-15));
            }
        }

        @Test
        void aGradientOffByOnePartInAHundredMillion() {
            for (Run run : List.of(CALM, CHAOTIC)) {
                Finding finding = disagreement(run, network -> new DelegatingEngine(network) {
                    @Override
                    public void readGradient(double[] into) {
                        super.readGradient(into);
                        into[6] *= 1.0 + 1e-8;
                    }
                });
                assertThat(finding.rung()).isEqualTo(Rung.GRADIENT);
                assertThat(finding.layer()).isEqualTo(2);
                assertThat(finding.quantity()).isEqualTo("gradient of weight[0][0]");
            }
        }

        @Test
        void whoseGradientIsNotTheDerivativeOfTheLoss() {
            Engines wrong = network -> new DelegatingEngine(network) {
                @Override
                public void readGradient(double[] into) {
                    super.readGradient(into);
                    into[0] *= 2.0;
                }
            };
            Finding byCandidate = judge(CALM, 5, wrong).verdict().decisive();
            assertThat(byCandidate.note()).contains("the scalar network's is the derivative of the loss");

            Finding byScalar = check(5).judge(CALM, wrong, DelegatingEngine::new, Progress.NONE)
                    .verdict()
                    .decisive();
            assertThat(byScalar.note()).contains("the candidate's is the derivative of the loss");

            Verdict both = check(5).judge(CALM, wrong, wrong, Progress.NONE).verdict();
            assertThat(both.kind()).isEqualTo(Verdict.Kind.AGREE);
            assertThat(both.at(Rung.GRADIENT).note())
                    .contains("layer 1 weight[0][0]")
                    .contains("is not the derivative of the loss");
            Engines last = network -> new DelegatingEngine(network) {
                @Override
                public void readGradient(double[] into) {
                    super.readGradient(into);
                    into[7] *= 2.0;
                }
            };
            assertThat(check(5).judge(CALM, last, last, Progress.NONE)
                            .verdict()
                            .at(Rung.GRADIENT)
                            .note())
                    .contains("layer 2 weight[1][0]");
        }

        @Test
        void aLearningRateOffByOnePartInAHundredMillion() {
            for (Run run : List.of(CALM, CHAOTIC, withOptimizer(CALM, new Adam(0.05)))) {
                Finding finding = disagreement(run, network -> new DelegatingEngine(withRate(network, 1.0 + 1e-8)));
                assertThat(finding.rung()).isEqualTo(Rung.RULE);
                assertThat(finding.step()).isLessThan(3);
            }
        }

        @Test
        void aLearningRateOffByOnePartInAHundredMillionInAProgramWhoseRuleCannotBeHad() {
            for (Run run : List.of(CALM, CHAOTIC, withOptimizer(CALM, new Adam(0.05)))) {
                Finding finding = disagreement(run, network -> new DelegatingEngine(withRate(network, 1.0 + 1e-8)) {
                    @Override
                    public Optional<Rule> newRule(int n) {
                        return Optional.empty();
                    }
                });
                assertThat(finding.rung()).isEqualTo(Rung.LOCKED);
                assertThat(finding.step()).isLessThan(3);
                assertThat(finding.quantity()).startsWith("new ");
            }
        }

        @Test
        void aVelocityForgottenAtStepTwelve() {
            Run run = withOptimizer(CALM, new Momentum(0.1, 0.9));
            Finding finding = disagreement(run, network -> new DelegatingEngine(network) {
                private DelegatingEngine fresh = new DelegatingEngine(network);

                @Override
                public double step(Batch batch) {
                    if (++steps <= 12) {
                        return inner.step(batch);
                    }
                    if (steps == 13) {
                        double[] weights = new double[network.weightCount()];
                        inner.readWeights(weights);
                        fresh.loadWeights(weights);
                    }
                    return fresh.step(batch);
                }

                @Override
                public void loadWeights(double[] weights) {
                    super.loadWeights(weights);
                    fresh.loadWeights(weights);
                }

                @Override
                public void readWeights(double[] into) {
                    (steps <= 12 ? inner : fresh).readWeights(into);
                }

                @Override
                public void readGradient(double[] into) {
                    (steps <= 12 ? inner : fresh).readGradient(into);
                }
            });
            assertThat(finding.rung()).isEqualTo(Rung.LOCKED);
            assertThat(finding.step()).isEqualTo(12);
        }

        @Test
        void aLossOffAtOneStepOnly() {
            for (int at : new int[] {0, 1, 37}) {
                Finding finding = disagreement(CALM, network -> new DelegatingEngine(network) {
                    @Override
                    public double step(Batch batch) {
                        double loss = super.step(batch);
                        return steps == at + 1 ? loss + 1e-8 : loss;
                    }
                });
                assertThat(finding.rung()).isEqualTo(at == 0 ? Rung.GRADIENT : Rung.LOCKED);
                assertThat(finding.step()).isEqualTo(at);
                assertThat(finding.quantity()).isEqualTo("loss");
                assertThat(finding.layer()).isZero();
            }
        }

        @Test
        void aFaultThatShowsOnlyWhenNobodySetsTheWeights() {
            // After the first three steps without a load, the loss is off by 1e-8: the locked steps cannot see it.
            Finding finding = disagreement(CALM, network -> new CountingEngine(network) {
                @Override
                public double step(Batch batch) {
                    double loss = super.step(batch);
                    return sinceLoad > 3 ? loss * (1.0 + 1e-8) : loss;
                }
            });
            assertThat(finding.rung()).isEqualTo(Rung.FREE);
            assertThat(finding.step()).isEqualTo(3);
        }

        @Test
        void aGradientThatIsWrongOnlyWhenNobodySetsTheWeights() {
            Finding finding = disagreement(CALM, network -> new CountingEngine(network) {
                @Override
                public void readGradient(double[] into) {
                    super.readGradient(into);
                    into[6] *= sinceLoad > 20 ? 1.0 + 1e-8 : 1.0;
                }
            });
            assertThat(finding.rung()).isEqualTo(Rung.FREE);
            assertThat(finding.step()).isEqualTo(20);
            assertThat(finding.quantity()).isEqualTo("gradient of weight[0][0]");
        }

        @Test
        void aFaultOfTheFreeRunIsNotExcusedByChaosThatHasNotBegun() {
            Finding finding = disagreement(CHAOTIC, network -> new DelegatingEngine(network) {
                private int sinceLoad;

                @Override
                public void loadWeights(double[] weights) {
                    super.loadWeights(weights);
                    sinceLoad = 0;
                }

                @Override
                public double step(Batch batch) {
                    double loss = super.step(batch);
                    return ++sinceLoad == 100 ? loss * (1.0 + 1e-8) : loss;
                }
            });
            assertThat(finding.rung()).isEqualTo(Rung.FREE);
            assertThat(finding.step()).isEqualTo(99);
        }

        @Test
        void notANumberOnEitherSideAndOnBoth() {
            Engines nan = network -> new DelegatingEngine(network) {
                @Override
                public double step(Batch batch) {
                    double loss = super.step(batch);
                    return steps == 6 ? Double.NaN : loss;
                }
            };
            for (Run run : List.of(CALM, CHAOTIC)) {
                Finding candidate = disagreement(run, nan);
                assertThat(candidate.rung()).isEqualTo(Rung.LOCKED);
                assertThat(candidate.step()).isEqualTo(5);
                assertThat(candidate.share()).isInfinite();
                assertThat(candidate.note()).isEqualTo("the candidate's is no number: 0 / 0, or something overflowed");

                Verdict both = check(50).judge(run, nan, nan, Progress.NONE).verdict();
                assertThat(both.kind()).isEqualTo(Verdict.Kind.UNDECIDED);
                assertThat(both.decisive().step()).isEqualTo(5);
                assertThat(both.judgedSteps()).isEqualTo(5);
                assertThat(both.decisive().note()).startsWith("both sides overflowed");

                Parity losses = check(50)
                        .judge(
                                run,
                                nan,
                                network -> new DelegatingEngine(network) {
                                    @Override
                                    public boolean can(Ability ability) {
                                        return false;
                                    }

                                    @Override
                                    public double step(Batch batch) {
                                        double loss = super.step(batch);
                                        return steps == 6 ? Double.NaN : loss;
                                    }
                                },
                                Progress.NONE);
                assertThat(losses.verdict().kind()).isEqualTo(Verdict.Kind.UNDECIDED);
                assertThat(losses.verdict().judgedSteps()).isEqualTo(5);
                assertThat(losses.trace().steps()).isEqualTo(5);
            }
        }

        @Test
        void aNetworkThatOverflowsIsAVerdictAndNoCrash() {
            Run run = withOptimizer(
                    new Run(
                            "wild",
                            new NetworkSpec(
                                    2,
                                    List.of(
                                            new LayerSpec(3, Activation.IDENTITY, true, new Init.Uniform(-1, 1)),
                                            new LayerSpec(1, Activation.IDENTITY, true, new Init.Uniform(-1, 1))),
                                    Loss.HALF_SQUARED_ERROR,
                                    Reduction.MEAN,
                                    new Sgd(1)),
                            XOR,
                            4,
                            false,
                            0),
                    new Sgd(10.0));
            Parity parity = judge(run, 200, DelegatingEngine::new);
            Verdict verdict = parity.verdict();
            assertThat(verdict.kind()).isEqualTo(Verdict.Kind.UNDECIDED);
            assertThat(verdict.judgedSteps())
                    .isEqualTo(verdict.decisive().step())
                    .isLessThan(200);
            assertThat(parity.trace().steps()).isBetween(verdict.judgedSteps(), verdict.judgedSteps() + 1);
            assertThat(parity.trace().scalarLoss()).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
            assertThat(parity.outputs()).isEmpty();
            assertThat(verdict.decisive().note()).startsWith("both sides overflowed");
        }

        @Test
        void anotherOrderOfTheExamples() {
            Finding finding = disagreement(CHAOTIC, network -> new DelegatingEngine(network) {
                @Override
                public double step(Batch batch) {
                    int[] reversed = {3, 2, 1, 0};
                    return super.step(new Batch(batch.examples(), reversed, batch.from(), batch.size()));
                }
            });
            assertThat(finding.rung()).isEqualTo(Rung.GRADIENT);
            assertThat(finding.quantity()).isEqualTo("loss");
        }

        private Finding disagreement(Run run, Engines candidate) {
            Verdict verdict = judge(run, 200, candidate).verdict();
            assertThat(verdict.kind()).isEqualTo(Verdict.Kind.DISAGREE);
            return verdict.decisive();
        }
    }

    /** Rounds otherwise: after each step every weight is moved to the next double, up and down in turns. */
    private static final class Rounding extends DelegatingEngine {

        Rounding(NetworkSpec network) {
            super(network);
        }

        @Override
        public double step(Batch batch) {
            double loss = super.step(batch);
            double[] weights = new double[network.weightCount()];
            readWeights(weights);
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (steps + i) % 2 == 0 ? Math.nextUp(weights[i]) : Math.nextDown(weights[i]);
            }
            loadWeights(weights);
            return loss;
        }
    }

    private static final Examples XOR =
            Examples.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new double[][] {{0}, {1}, {1}, {0}});

    private static Run bpnn(Optimizer optimizer, Reduction reduction, int batchSize) {
        NetworkSpec network = new NetworkSpec(
                2,
                List.of(
                        new LayerSpec(2, Activation.TANH, true, new Init.Uniform(-0.2, 0.2)),
                        new LayerSpec(1, Activation.TANH, false, new Init.Uniform(-2.0, 2.0))),
                Loss.HALF_SQUARED_ERROR,
                reduction,
                optimizer);
        Examples xor =
                Examples.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new double[][] {{0}, {1}, {1}, {0}});
        return new Run("test", network, xor, batchSize, false, 0);
    }

    private static Run withOptimizer(Run run, Optimizer optimizer) {
        return new Run(
                run.label(),
                run.network().withOptimizer(optimizer),
                run.examples(),
                run.batchSize(),
                run.shuffle(),
                run.seed());
    }

    private static NetworkSpec withRate(NetworkSpec network, double factor) {
        double rate = network.optimizer().learningRate() * factor;
        Optimizer changed = switch (network.optimizer().getClass().getSimpleName()) {
            case "Sgd" -> new Sgd(rate);
            case "Adam" -> new Adam(rate);
            default -> new BpnnMomentum(rate, ((BpnnMomentum) network.optimizer()).momentum());
        };
        return network.withOptimizer(changed);
    }

    private static ParityCheck check(int steps) {
        return new ParityCheck(new Tolerance(1e-12, 1e-9), steps);
    }

    private static Parity judge(Run run, int steps, Engines candidate) {
        return check(steps).judge(run, ControlNetwork::new, candidate, Progress.NONE);
    }

    /** Knows how many steps it has made since its weights were set. */
    private static class CountingEngine extends DelegatingEngine {

        int sinceLoad;

        CountingEngine(NetworkSpec network) {
            super(network);
        }

        @Override
        public void loadWeights(double[] weights) {
            super.loadWeights(weights);
            sinceLoad = 0;
        }

        @Override
        public double step(Batch batch) {
            sinceLoad++;
            return super.step(batch);
        }
    }
}
