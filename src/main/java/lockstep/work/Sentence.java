package lockstep.work;

import java.util.regex.Pattern;

/** A sentence for a person that quotes what a file has, however much that is. */
public final class Sentence {

    private static final int LONGEST = 4000;

    /** What a terminal obeys and does not show. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x80-\\x9F&&[^\n\t]]");

    private Sentence() {}

    /** The sentence, without control characters; of one that nobody would read to its end the beginning and the end. */
    public static String of(String quoting) {
        String text = CONTROL.matcher(quoting).replaceAll("\uFFFD");
        int end = text.length();
        return end <= LONGEST ? text : text.substring(0, LONGEST / 2) + " ... " + text.substring(end - LONGEST / 2);
    }
}
