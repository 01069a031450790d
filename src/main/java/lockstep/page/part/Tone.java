package lockstep.page.part;

import lockstep.parity.verdict.Verdict;

/** How good a piece of news is; {@code css} and {@code sign} stand for it on the page. */
public enum Tone {
    GOOD("good", "✓"),
    NOTE("note", "≈"),
    /** Bad news that a config declares, such as a fault that is planted to be found. */
    EXPECTED("expected", "≠"),
    BAD("bad", "✗"),
    PLAIN("plain", "");

    private final String css;
    private final String sign;

    Tone(String css, String sign) {
        this.css = css;
        this.sign = sign;
    }

    /** That of a verdict. */
    public static Tone of(Verdict.Kind kind) {
        return switch (kind) {
            case AGREE -> GOOD;
            case CHAOTIC, UNDECIDED -> NOTE;
            case DISAGREE -> BAD;
        };
    }

    public String css() {
        return css;
    }

    public String sign() {
        return sign;
    }
}
