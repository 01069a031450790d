package lockstep.work;

/** A sentence for a person that quotes what a file has, however much that is. */
public final class Sentence {

    private static final int LONGEST = 4000;

    private Sentence() {}

    /** The sentence; of one that nobody would read to its end the beginning and the end. */
    public static String of(String text) {
        int end = text.length();
        return end <= LONGEST ? text : text.substring(0, LONGEST / 2) + " ... " + text.substring(end - LONGEST / 2);
    }
}
