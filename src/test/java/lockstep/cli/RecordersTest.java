package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Without it a recorder could call a right loop wrong, or record one that no trace describes. {@code examples/test-frameworks.sh}
 * runs it; where a library is not installed its tests are skipped.
 */
@Tag("exhaustive")
class RecordersTest {

    private static final String SGD = "SGD(model.parameters(), lr=0.05, momentum=0.9)";
    private static final String DOUBLE = "torch.set_default_dtype(torch.float64); torch.manual_seed(1)";

    /** An activation of one's own, whose derivative is the sigmoid's. */
    private static final String WRONG_TANH = """
            class WrongTanh(torch.autograd.Function):
                @staticmethod
                def forward(context, z):
                    y = 2 / (1 + torch.exp(-2 * z)) - 1
                    context.save_for_backward(y)
                    return y
                @staticmethod
                def backward(context, gradient):
                    (y,) = context.saved_tensors
                    return gradient * y * (1 - y)
            class Own(nn.Module):
                def forward(self, z):
                    return WrongTanh.apply(z)
            torch.manual_seed(1)
            """;

    @TempDir
    private Path folder;

    static List<Arguments> rightLoops() {
        List<String[]> all = new ArrayList<>();
        all.add(new String[0]);
        for (String optimizer : List.of(
                "SGD(model.parameters(), lr=0.1, weight_decay=0.01)",
                "SGD(model.parameters(), lr=0.1, momentum=0.9, nesterov=True)",
                "SGD(model.parameters(), lr=0.1, momentum=0.9, dampening=0.9)",
                "SGD([{'params': [w], 'weight_decay': 0.01 * w.dim()} for w in model.parameters()], lr=0.1)",
                "Adagrad(model.parameters())",
                "RMSprop(model.parameters())",
                "Adadelta(model.parameters())",
                "Adam(model.parameters(), lr=0.01, weight_decay=0.01)",
                "Adam(model.parameters(), lr=0.01, amsgrad=True)",
                "AdamW(model.parameters(), lr=0.01, weight_decay=0.1)",
                "Adamax(model.parameters())")) {
            all.add(new String[] {SGD, optimizer});
            all.add(new String[] {SGD, optimizer, "torch.manual_seed(1)", DOUBLE});
        }
        for (String activation : List.of(
                "Sigmoid",
                "ReLU",
                "LeakyReLU",
                "ELU",
                "SELU",
                "Softplus",
                "Softsign",
                "Hardtanh",
                "SiLU",
                "Identity")) {
            all.add(new String[] {"nn.Tanh()", "nn." + activation + "()"});
        }
        String classes = "t = torch.arange(40) % 2";
        for (String loss : List.of("MSELoss(reduction='sum')", "L1Loss()", "L1Loss(reduction='sum')")) {
            all.add(new String[] {"MSELoss()", loss, "lr=0.05", "lr=0.01"});
        }
        all.add(new String[] {"MSELoss()", "CrossEntropyLoss()", "t = torch.sin(3 * x[:, :2])", classes});
        all.add(new String[] {
            "MSELoss()", "NLLLoss()", "t = torch.sin(3 * x[:, :2])", classes, "2))", "2), nn.LogSoftmax(dim=1))"
        });
        all.add(new String[] {
            "MSELoss()", "BCELoss()", "t = torch.sin(3 * x[:, :2])", "t = x[:, :1].round()", "2))", "1), nn.Sigmoid())"
        });
        all.add(new String[] {
            "MSELoss()",
            "BCEWithLogitsLoss(reduction='sum')",
            "torch.sin(3 * x[:, :2])",
            "x[:, :2].round()",
            "lr=0.05",
            "lr=0.01"
        });
        all.add(new String[] {"nn.MSELoss()", "nn.functional.mse_loss"});
        all.add(new String[] {
            "torch.manual_seed(1)", "torch.manual_seed(1); torch.set_default_dtype(torch.bfloat16)", "MSELoss", "L1Loss"
        }); // PyTorch's own mse_loss had no bfloat16 on a CPU
        all.add(new String[] {"\"run.jsonl\"", "\"run.jsonl\", weights_every=10"});
        all.add(new String[] { // a validation between the steps
            "    for epoch in range(20):\n", "    for epoch in range(20):\n        loss_fn(model(x), t).item()\n"
        });
        return all.stream().map(edits -> Arguments.of((Object) edits)).toList();
    }

    @ParameterizedTest
    @MethodSource("rightLoops")
    void aRightLoopOfPytorchAgrees(String[] edits) throws IOException {
        assertAgrees(Loop.shown("lockstep_torch").with(edits), "torch");
    }

    static List<Arguments> faults() {
        String step = "optimizer.step()";
        String backward = "loss.backward()";
        return List.of(
                fault(
                        "at step 1, rung free, layer 2, gradient of .*Likely fault: gradient_not_reset",
                        "            optimizer.zero_grad()\n",
                        ""),
                fault(
                        "at step 25, rung free, layer \\d, new (weight|bias)",
                        backward,
                        backward + "; optimizer.param_groups[0]['lr'] = 0.05 if epoch < 5 else 0.0501"),
                fault(
                        "at step 0, rung free, layer 1, gradient of .*Likely fault: hidden_sigmoid_derivative",
                        "torch.manual_seed(1)\n",
                        WRONG_TANH,
                        "nn.Tanh()",
                        "Own()",
                        "\"run.jsonl\"",
                        "\"run.jsonl\", activations=['tanh', 'identity']"),
                fault(
                        "at step 0, rung free, layer 2, new bias.*Likely fault: biases_fixed",
                        "SGD(model.parameters()",
                        "SGD([w for w in model.parameters() if w.dim() == 2]"),
                fault(
                        "at step 0, rung free, layer \\d, new weight.*Likely fault: stepped_twice",
                        step,
                        step + "; " + step),
                fault(
                        "at step 0, rung free, layer \\d, gradient of",
                        backward,
                        backward + "; [w.grad.mul_(1.0001) for w in model.parameters()]"),
                fault(
                        "at step 0, rung free, layer \\d, gradient of",
                        backward,
                        backward + "; nn.utils.clip_grad_norm_(model.parameters(), 0.3)"),
                fault( // targets without a column: every output is compared with every target
                        "at step 0, rung free, loss", "nn.Linear(8, 2)", "nn.Linear(8, 1)", "x[:, :2]", "x[:, 0]"));
    }

    private static Arguments fault(String finding, String... edits) {
        return Arguments.of(finding, edits);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsFoundWhereItIs(String finding, String[] edits) throws IOException {
        String python = python("torch");
        assertThat(Loop.shown("lockstep_torch").with(edits).run(python, folder).status())
                .isZero();

        Loop.Said verdict = Loop.verify(folder);

        assertThat(verdict.status()).as(verdict.out()).isEqualTo(1);
        assertThat(verdict.unwrapped()).containsPattern("disagrees with the trace " + finding);
    }

    @Test
    void aNotebookIsRecorded() throws IOException {
        Loop.Said said = Loop.shown("lockstep_torch").runAsCells(python("torch"), folder);
        assertThat(said.status()).as(said.out()).isZero();

        assertThat(Loop.verify(folder).status()).isZero();
    }

    static List<Arguments> whatNoTraceDescribes() {
        String tanh = "nn.Tanh()";
        String with = "with lockstep_torch";
        String loss = "            loss = ";
        String step = "            optimizer.step()\n";
        return List.of(
                fault("found dropout in the network", tanh, "nn.Tanh(), nn.Dropout()"),
                fault("found batch_norm in the network", tanh, "nn.BatchNorm1d(8), nn.Tanh()"),
                fault("found gelu in the network", tanh, "nn.GELU()"),
                fault("found elu with settings of its own", tanh, "nn.ELU(0.5)"),
                fault("found WrongTanhBackward in the network", "torch.manual_seed(1)\n", WRONG_TANH, tanh, "Own()"),
                fault("found autocast", loss, "            with torch.autocast('cpu', dtype=torch.bfloat16): loss = "),
                fault("found a scheduler", with, "torch.optim.lr_scheduler.StepLR(optimizer, 5)\n" + with),
                fault("found a scheduler", step, step + "            torch.optim.lr_scheduler.StepLR(optimizer, 5)\n"),
                fault("found the optimizer LBFGS", SGD, "LBFGS(model.parameters())"),
                fault("found a closure", "step()", "step(lambda: loss)"),
                fault("found two backward() before a step", step, step.replace("opt", "if batch % 16: opt")),
                fault("found backward() of what add made", "loss.backward", "(loss + model[0].bias.sum()).backward"),
                fault("found the loss HuberLoss", "MSELoss", "HuberLoss"),
                fault(
                        "found groups of parameters",
                        SGD,
                        "SGD([{'params': [w], 'lr': w.dim()} for w in model.parameters()], lr=1)"),
                fault("found SGD with maximize=True", "momentum=0.9", "momentum=0.9, maximize=True"),
                fault("found SGD with dampening=0.5", "momentum=0.9", "momentum=0.9, dampening=0.5"),
                fault(
                        "found 0.weight, 0.bias in the model",
                        "model(x[batch : batch + 8])",
                        "model[2](torch.ones(8, 8))"));
    }

    @ParameterizedTest
    @MethodSource("whatNoTraceDescribes")
    void whatNoTraceDescribesIsRefusedByName(String message, String[] edits) throws IOException {
        Loop.Said said = Loop.shown("lockstep_torch").with(edits).run(python("torch"), folder);

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.out()).contains("CannotRecord: " + message);
    }

    static List<Arguments> networksOfSklearn() {
        String alone = "solver='sgd', alpha=0, batch_size=40";
        String several = "y = x[:, 2:]";
        return List.of(
                Arguments.of((Object) new String[0]),
                Arguments.of((Object) new String[] {"batch_size=30", alone}),
                Arguments.of((Object) new String[] {"batch_size=30", alone + ", momentum=0"}),
                Arguments.of((Object) new String[] {"batch_size=30", alone + ", nesterovs_momentum=False"}),
                Arguments.of(
                        (Object) new String[] {"batch_size=30", "batch_size=30, alpha=0.1, activation='logistic'"}),
                Arguments.of(
                        (Object) new String[] {"\nmlp", "\n" + several + "\nmlp", "MLPClassifier", "MLPRegressor"}),
                Arguments.of((Object) new String[] {
                    "\nmlp", "\nx = x.astype('float32')\n" + several + "\nmlp", "MLPClassifier", "MLPRegressor"
                }),
                Arguments.of((Object) new String[] {"\nmlp", "\ny = y > 0\nmlp"}),
                Arguments.of((Object) new String[] {"\nmlp", "\ny = x[:, :2] > [5.8, 3]\nmlp"}));
    }

    @ParameterizedTest
    @MethodSource("networksOfSklearn")
    void aNetworkOfSklearnAgrees(String[] edits) throws IOException {
        assertAgrees(Loop.shown("lockstep_sklearn").with(edits), "sklearn");
    }

    @Test
    void whatNoTraceDescribesOfSklearnIsRefused() throws IOException {
        String python = python("sklearn");
        Loop loop = Loop.shown("lockstep_sklearn");

        assertThat(loop.with("batch_size=30", "batch_size=40")
                        .run(python, folder)
                        .out())
                .contains("found a batch of 30 after one of 40, and the penalty divided by that");
        assertThat(loop.with("batch_size=30", "solver='lbfgs'")
                        .run(python, folder)
                        .out())
                .contains("found solver='lbfgs'");
    }

    static List<Arguments> networksOfKeras() {
        String sgd = "SGD(0.05, momentum=0.9)";
        return List.of(
                Arguments.of((Object) new String[0]),
                Arguments.of((Object) new String[] {sgd, "SGD(0.05, momentum=0.9, nesterov=True)"}),
                Arguments.of((Object) new String[] {sgd, "Adagrad()"}),
                Arguments.of((Object) new String[] {sgd, "RMSprop()"}),
                Arguments.of((Object) new String[] {sgd, "Adamax()"}),
                Arguments.of((Object) new String[] {
                    "t = numpy.sin(3 * x[:, :2])",
                    "t = (x[:, 0] > 0.5).astype(int)",
                    "Dense(2)",
                    "Dense(2, \"softmax\")",
                    "mean_squared_error",
                    "sparse_categorical_crossentropy"
                }));
    }

    @ParameterizedTest
    @MethodSource("networksOfKeras")
    void aNetworkOfKerasAgrees(String[] edits) throws IOException {
        assertAgrees(Loop.shown("lockstep_keras").with(edits), "keras");
    }

    private void assertAgrees(Loop loop, String library) throws IOException {
        Loop.Said said = loop.run(python(library), folder);
        assertThat(said.status()).as(said.out()).isZero();

        Loop.Said verdict = Loop.verify(folder);

        assertThat(verdict.status()).as(verdict.out()).isZero();
        assertThat(verdict.out()).containsPattern("\n[a-z]+ +(agree|chaotic) ");
    }

    private static String python(String library) {
        assumeTrue(Loop.python(library).isPresent(), library + " is not installed: its recorder is not tested here");
        return Loop.python(library).orElseThrow();
    }
}
