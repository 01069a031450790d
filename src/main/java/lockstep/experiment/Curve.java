package lockstep.experiment;

import java.util.List;

/**
 * The losses of all of an optimizer's runs, epoch by epoch: three quartiles. Runs stop at the target and then count with their
 * last loss, so a quartile is exact as long as it is above the target.
 */
public record Curve(String optimizer, List<Point> points) {

    /** The quartiles over the runs at one epoch; a diverged run counts as infinite. */
    public record Point(int epoch, double q25, double median, double q75) {}
}
