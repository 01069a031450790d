package lockstep;

import java.util.EnumSet;
import java.util.concurrent.Callable;
import lockstep.Session.Part;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "race",
        description = "Races the optimizers of a config to its target loss, from many starts.",
        footer = {
            "",
            "Example: the results in another folder",
            "  lockstep race --out /tmp/results configs/xor.yaml",
            "",
            "The config's `race` says from how many starts, to which loss, and in how many",
            "epochs at most. `lockstep run` verifies the optimizers first."
        })
final class RaceCommand implements Callable<Integer> {

    private final Interruption interruption;

    @Mixin
    private CommonOptions options = new CommonOptions();

    RaceCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        return new Session(options, interruption).run(EnumSet.of(Part.RACE));
    }
}
