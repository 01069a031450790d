package lockstep.page.part;

import java.util.List;

/**
 * A chart on the page.
 *
 * @param id unique on the page
 * @param title above it; it tells apart charts that share a place
 * @param description in words, for those who cannot see it
 * @param marks lines across it
 */
public record Chart(
        String id, String title, String description, Axis x, Axis y, List<Series> series, List<Mark> marks) {

    /**
     * An axis.
     *
     * @param logarithmic how it is at first; a reader can change it
     */
    public record Axis(String label, boolean logarithmic) {}

    /**
     * A line.
     *
     * @param style the number of its colour and dashes
     * @param shape of the line from point to point
     * @param low lower edge of the band around it; empty without a band
     * @param high upper edge
     * @param singles thin lines of what it stands for, which show when it is alone
     */
    public record Series(
            String label,
            int style,
            Shape shape,
            double[] x,
            double[] y,
            double[] low,
            double[] high,
            List<Series> singles) {

        public Series(String label, int style, Shape shape, double[] x, double[] y) {
            this(label, style, shape, x, y, new double[0], new double[0]);
        }

        public Series(String label, int style, Shape shape, double[] x, double[] y, double[] low, double[] high) {
            this(label, style, shape, x, y, low, high, List.of());
        }
    }

    /** How points are joined. */
    public enum Shape {
        LINE("line"),
        /** A value holds until the next. */
        STEPS("steps"),
        /** With a dot at each value. */
        DOTS("dots");

        private final String key;

        Shape(String key) {
            this.key = key;
        }

        public String key() {
            return key;
        }
    }

    /** A line at a value of the y axis, or, if {@code upright}, of the x axis. */
    public record Mark(boolean upright, double at, String label) {}
}
