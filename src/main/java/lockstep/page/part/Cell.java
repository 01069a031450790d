package lockstep.page.part;

/** A cell of a table on the page. */
public sealed interface Cell {

    /** Words; {@code title} is the longer text that shows when pointed at, or empty. */
    record Words(String text, String title) implements Cell {}

    /** Figures, set so that digits stand below each other. */
    record Figure(String text, String title) implements Cell {}

    /** An optimizer with the line that it has in the charts, and more about it. */
    record Label(String text, int style, String detail) implements Cell {}

    /** A word on good or bad ground, with a sign, so that no one has to see the colour. */
    record Badge(String text, Tone tone) implements Cell {}

    /** A share of the tolerance at a rung. */
    record Share(String text, Tone tone, String title) implements Cell {}

    /** A point and its interval on an axis from 0 to 100; values beyond the end are put at 100. */
    record Interval(double low, double middle, double high, boolean open, int style, String name) implements Cell {}

    /** A number on ground that is stronger the more it stands out; {@code strength} is 0 to 100. */
    record Odds(String text, Tone tone, int strength, String title) implements Cell {}

    /** A link to another page. */
    record Link(String text, String href) implements Cell {}

    public static Cell words(String text) {
        return new Words(text, "");
    }

    public static Cell number(String text) {
        return new Figure(text, "");
    }

    /** An empty cell. */
    public static Cell none() {
        return new Words("–", "");
    }
}
