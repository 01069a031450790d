package lockstep.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.results.ResultFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page with a reader who clicks and types, in a real browser. Without it a button could do nothing, or do it and call home.
 * {@code examples/test-page.sh} runs it.
 */
@Tag("exhaustive")
class ReportInUseTest {

    private static final String PICTURE = "document.querySelector('#chart-curves canvas').toDataURL()";

    /** Waits until the plot is drawn. */
    private static final String FRAMES =
            "; new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))";

    private static final String PRESSED =
            "[...document.querySelectorAll('#chart-curves .legend button')].map(b => b.getAttribute('aria-pressed')).join()";

    // A browser that is ending may still write.
    @TempDir(cleanup = CleanupMode.NEVER)
    private static Path profile;

    private static Chromium chromium;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        chromium = Chromium.start(profile);
    }

    @AfterAll
    static void end() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void writeFiles() throws IOException {
        ResultFiles.write(folder);
    }

    /** The page itself, and the picture that a PNG is made from, which is no request to anyone. */
    @AfterEach
    void nothingElseHappened() {
        assertThat(chromium.noise())
                .allMatch(
                        noise -> noise.startsWith("request: file:") || noise.startsWith("request: data:image/svg+xml,"))
                .filteredOn(noise -> noise.startsWith("request: file:"))
                .hasSize(1);
    }

    @Test
    void aClickShowsALineAloneAndAnotherAllOfThem() throws IOException, InterruptedException {
        open(1280);
        String before = text(PICTURE);
        String first = "document.querySelector('#chart-curves .legend button')";

        chromium.evaluate(first + ".click()" + FRAMES);
        String alone = text(PICTURE);
        assertThat(text(PRESSED)).isEqualTo("true,false");
        assertThat(alone).isNotEqualTo(before);

        chromium.evaluate("document.querySelectorAll('#chart-curves .legend button')[1].dispatchEvent("
                + "new MouseEvent('click', {shiftKey: true}))" + FRAMES);
        assertThat(text(PRESSED)).isEqualTo("true,true");
        assertThat(text(PICTURE)).isEqualTo(before);

        chromium.evaluate(first + ".click()" + FRAMES);
        assertThat(text(PRESSED)).isEqualTo("true,false");
        chromium.evaluate(first + ".click()" + FRAMES);
        assertThat(text(PRESSED)).isEqualTo("false,false");
        assertThat(text(PICTURE)).isEqualTo(before);
    }

    @Test
    void pointingAtANameIsEnough() throws IOException, InterruptedException {
        open(1280);
        String before = text(PICTURE);
        String name = "document.querySelector('#chart-curves .legend button')";

        chromium.evaluate(name + ".dispatchEvent(new MouseEvent('mouseenter'))" + FRAMES);
        assertThat(text(PICTURE)).isNotEqualTo(before);
        chromium.evaluate(name + ".dispatchEvent(new MouseEvent('mouseleave'))" + FRAMES);
        assertThat(text(PICTURE)).isEqualTo(before);
    }

    /** Of sgd there are two in single_runs.csv, of slow none; both come down to their names. */
    @Test
    void aLineAloneHasItsSingleRuns() throws IOException, InterruptedException {
        String pick = "document.querySelectorAll('#chart-curves .legend button')[%d].click()" + FRAMES;
        String[] alone = new String[4];
        for (int file = 0; file < 2; file++) {
            open(1280);
            for (int line = 0; line < 2; line++) {
                chromium.evaluate(pick.formatted(line));
                alone[2 * file + line] = text(PICTURE);
            }
            Files.deleteIfExists(folder.resolve("single_runs.csv"));
        }

        assertThat(alone[0]).isNotEqualTo(alone[2]);
        assertThat(alone[1]).isEqualTo(alone[3]);
    }

    /** Each first picture of boundary.csv is flat. Of slow the candidate's last one is another, and stands beside. */
    @Test
    void aReaderGoesThroughThePicturesOfThePlane() throws IOException, InterruptedException {
        open(1280);
        String pictures = "[...document.querySelectorAll('.planes canvas')].map(c => c.toDataURL()).join(' ')";
        String slider = "document.querySelector('.planes input')";
        assertThat(text("document.querySelector('.planes output').textContent")).isEqualTo("step 5");
        String[] last = text(pictures).split(" ");
        assertThat(last).hasSize(3).doesNotHaveDuplicates();

        chromium.evaluate(slider + ".value = 0; " + slider + ".dispatchEvent(new Event('input'))");
        assertThat(text("document.querySelector('.planes output').textContent")).isEqualTo("step 0");
        String[] first = text(pictures).split(" ");
        assertThat(first).containsOnly(first[0]);
        assertThat(last[1]).isEqualTo(first[1]); // slow learns nothing in boundary.csv, but its candidate does
        assertThat(List.of(last[0], last[2])).doesNotContain(first[0]);

        chromium.evaluate(
                "document.querySelector('.play').click(); new Promise(done => { const wait = () =>"
                        + " document.querySelector('.play').textContent === 'Play' ? done(1) : setTimeout(wait, 20); wait(); })");
        assertThat(text(pictures).split(" ")).isEqualTo(last);

        chromium.prefer("prefers-reduced-motion", "reduce");
        assertThat(text(
                        "[...document.querySelectorAll('.steps > *')].filter(e => e.checkVisibility()).map(e => e.localName)"
                                + ".join()"))
                .isEqualTo("input,output");
    }

    /** The fastest first, as in the ranking: sgd, then slow. */
    @Test
    void theKeysGoThroughTheLinesInTheOrderOfTheRanking() throws IOException, InterruptedException {
        open(1280);
        chromium.evaluate("document.querySelector('#chart-curves .plot').focus()");

        chromium.press("ArrowDown");
        assertThat(text("document.querySelector('#chart-curves .spoken').textContent"))
                .isEqualTo("sgd alone, fastest: seed 12, slowest: seed 31");
        chromium.press("ArrowDown");
        assertThat(text(PRESSED)).isEqualTo("false,true");
        chromium.press("Escape");
        assertThat(text(PRESSED)).isEqualTo("false,false");
    }

    @Test
    void aHeadingSortsAndSortsTheOtherWay() throws IOException, InterruptedException {
        ranking(
                "c,sgd,0.5,100,100,1.0,0.96,1.0,90,80,99,90,9,300,agree",
                "d,sgd,0.5,9,0,0,0,0,Infinity,,,,,Infinity,agree");
        open(1280);
        String names =
                "[...document.querySelectorAll('#ranking tbody th')].map(th => th.childNodes[1].textContent).join()";
        String heading =
                "[...document.querySelectorAll('#ranking thead th')].find(th => th.textContent === 'median epochs')";
        assertThat(text(names)).isEqualTo("sgd,c,slow,d");

        chromium.evaluate(heading + ".querySelector('button').click()");
        assertThat(text(names)).isEqualTo("c,sgd,slow,d"); // 90, 187.5, beyond 2000, beyond 2000
        assertThat(text(heading + ".getAttribute('aria-sort')")).isEqualTo("ascending");

        chromium.evaluate(heading + ".querySelector('button').click()");
        assertThat(text(names)).isEqualTo("slow,d,sgd,c");
        assertThat(text(heading + ".getAttribute('aria-sort')")).isEqualTo("descending");
    }

    @Test
    void ofManyOutputsOneOptimizersShow() throws IOException, InterruptedException {
        StringBuilder outputs = new StringBuilder("optimizer,example,input_1,target_1,scalar_1,candidate_1\n");
        for (String name : List.of("a", "b", "c", "d")) {
            outputs.append(name).append(",1,0,0,0.25,0.25\n").append(name).append(",2,1,1,0.75,0.75\n");
        }
        Files.writeString(folder.resolve("outputs.csv"), outputs);
        open(1280);
        String shown =
                "[...document.querySelectorAll('#outputs tbody tr:not([hidden]) th')].map(th => th.textContent).join()";
        assertThat(text(shown)).isEqualTo("a,a");

        choose("#outputs .choice:not(.for-cards) select", 3);
        assertThat(text(shown)).isEqualTo("c,c");
        choose("#outputs .choice:not(.for-cards) select", 0);
        assertThat(text(shown)).isEqualTo("a,a,b,b,c,c,d,d");
    }

    @Test
    void onAPhoneTheRowsAreCardsThatNeedNoScrolling() throws IOException, InterruptedException {
        ranking("c,sgd,0.5,100,100,1.0,0.96,1.0,90,80,99,90,9,300,agree");
        open(400);

        assertThat(text(
                        "[...document.querySelectorAll('.scroll')].filter(s => s.checkVisibility() && s.querySelector('table')"
                                + " && !s.querySelector('.odds') && s.scrollWidth > s.clientWidth).length"))
                .isEqualTo("0");
        assertThat(text("getComputedStyle(document.querySelector('#ranking td'), '::before').content"))
                .isEqualTo("\"rank\"");
        choose("#ranking .for-cards select", 3);
        assertThat(text("document.querySelector('#ranking thead th[aria-sort]').textContent"))
                .isEqualTo("verified");
    }

    @Test
    void aChartIsSavedAsAPictureOfEitherKind() throws IOException, InterruptedException {
        open(1280);
        chromium.evaluate("window.saved = []; URL.createObjectURL = blob => { saved.push(blob); return '#'; };"
                + " HTMLAnchorElement.prototype.click = function () { saved.push(this.download); }; 0");
        String button =
                "[...document.querySelectorAll('#chart-curves .tools button')].find(b => b.textContent === '%s')";

        chromium.evaluate("document.querySelector('#chart-curves .legend button').click()" + FRAMES);
        chromium.evaluate(button.formatted("SVG") + ".click()");
        assertThat(text("saved[1]")).isEqualTo("chart-curves.svg");
        assertThat(text("saved[0].text()"))
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
                .contains(">sgd</text>", ">slow</text>", ">epoch</text>", ">target</text>")
                .contains(">fastest: seed 12</text>", ">slowest: seed 31</text>");
        assertThat(
                        text(
                                "saved[0].text().then(t => new DOMParser().parseFromString(t, 'image/svg+xml').documentElement.nodeName)"))
                .isEqualTo("svg");

        chromium.evaluate(button.formatted("PNG") + ".click(); new Promise(done => { const wait = () =>"
                + " saved.length > 3 ? done(1) : setTimeout(wait, 20); wait(); })");
        assertThat(text("saved[3]")).isEqualTo("chart-curves.png");
        assertThat(Integer.parseInt(text("createImageBitmap(saved[2]).then(image => image.width)")))
                .isGreaterThan(2000);
    }

    @Test
    void aLinkToAChartOfSeveralOpensThePageWithIt() throws IOException, InterruptedException {
        Path page = ReportPage.write(folder);
        chromium.look(1280, false);
        chromium.open(page, "#chart-trace-1");

        assertThat(text("[...document.querySelectorAll('#traces figure')].map(f => f.hidden).join()"))
                .isEqualTo("true,false");
        assertThat(text("[...document.querySelectorAll('h2 a.permalink')].every(a => document.querySelector(a.hash))"))
                .isEqualTo("true");
    }

    @Test
    void theIndexIsGroupedAndSearched() throws IOException, InterruptedException {
        Path results = folder.resolve("results");
        for (String name : List.of("a", "b", "c", "d", "e")) {
            ResultFiles.write(results.resolve(name));
            ResultFiles.change(results.resolve(name), "about.csv", "name,xor", "name,config-" + name);
        }
        ResultFiles.change(results.resolve("d"), "verdicts.csv", ",agree,", ",chaotic,");
        chromium.look(1280, false);
        chromium.open(IndexPage.write(results));

        assertThat(text("document.querySelector('#configs .group').textContent"))
                .isEqualTo("config");
        chromium.evaluate("document.querySelector('#configs thead button').click();"
                + " document.querySelector('#configs thead button').click()");
        assertThat(text("[...document.querySelectorAll('#configs tbody th')].map(th => th.textContent).join()"))
                .isEqualTo("config,config-e,config-d,config-c,config-b,config-a");

        chromium.evaluate("const input = document.querySelector('input[type=search]'); input.value = 'CHAOTIC config';"
                + " input.dispatchEvent(new Event('input'))");

        assertThat(
                        text(
                                "[...document.querySelectorAll('#configs tbody tr:not([hidden]) a')].map(a => a.textContent).join()"))
                .isEqualTo("config-d");
        assertThat(text("document.querySelector('.found').textContent")).isEqualTo("1 of 5");
        chromium.evaluate("input.value = 'no such'; input.dispatchEvent(new Event('input'))");
        assertThat(text("document.querySelector('#configs .group').checkVisibility()"))
                .isEqualTo("false");
    }

    private void ranking(String... rows) throws IOException {
        Path file = folder.resolve("summary.csv");
        Files.writeString(file, Files.readString(file) + String.join("\n", rows) + "\n");
    }

    private void open(int width) throws IOException, InterruptedException {
        Path page = ReportPage.write(folder);
        chromium.look(width, false);
        chromium.open(page);
    }

    private static void choose(String select, int value) throws InterruptedException {
        chromium.evaluate("{ const select = document.querySelector('" + select + "'); select.value = " + value
                + "; select.dispatchEvent(new Event('change')); }");
    }

    private static String text(String script) throws InterruptedException {
        return chromium.evaluate(script).asString();
    }
}
