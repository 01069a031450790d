package lockstep.program;

/** A program's words inside a sentence of ours: on one line, and not too many of them. */
final class Quoted {

    private static final int LONGEST = 120;

    private Quoted() {}

    static String of(String text) {
        StringBuilder quoted = new StringBuilder();
        text.strip().codePoints().limit(LONGEST).forEach(c -> {
            if (Character.isISOControl(c) || c == '\uFFFD') {
                quoted.append(' ');
            } else {
                quoted.appendCodePoint(c);
            }
        });
        boolean whole = text.strip().codePointCount(0, text.strip().length()) <= LONGEST;
        return quoted.append(whole ? "" : " ...").toString();
    }
}
