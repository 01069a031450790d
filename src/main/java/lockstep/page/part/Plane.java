package lockstep.page.part;

import java.util.List;

/**
 * What networks answer to the points of a plane, in pictures that change as they learn.
 *
 * @param low the least of the targets, as written
 * @param middle half-way between both; a line is drawn where an answer crosses it
 * @param high the largest
 * @param examples {@code x y target} of each, between semicolons: places from 0 to 1 in the plane, and the target as a picture has it
 */
public record Plane(String low, String middle, String high, String examples, List<Network> networks) {

    /** The digits of a picture: from the least of the targets to the largest. */
    private static final String LEVELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /**
     * A network's pictures.
     *
     * @param style of its line in the charts, or -1 for none
     * @param steps as many as there are pictures, between spaces
     * @param pictures a digit for each point, row by row from the lowest, between spaces
     */
    public record Network(String label, int style, String steps, String pictures) {}

    /** The digit of an answer; one beyond the targets is as good as the nearest of them. A dot if it is no number. */
    public static char level(double share) {
        return Double.isNaN(share)
                ? '.'
                : LEVELS.charAt((int) Math.rint(Math.min(1.0, Math.max(0.0, share)) * (LEVELS.length() - 1)));
    }
}
