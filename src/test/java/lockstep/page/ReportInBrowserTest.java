package lockstep.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.results.ResultFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page as a reader has it, in a real browser. Without it the charts could stay empty, a phone could get a page that runs out
 * of its screen, or a page that is passed on could call home.
 */
class ReportInBrowserTest {

    /** Of each chart that is shown, how many pixels have the colour of its first line. */
    private static final String INK = """
            [...document.querySelectorAll('.charts figure:not([hidden])')].map(figure => {
              const style = figure.querySelector('.legend .line').getAttribute('class').match(/s([0-9]+)/)[1] % 6;
              const hex = getComputedStyle(document.documentElement).getPropertyValue('--c' + style).trim();
              const wanted = [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
              const canvas = figure.querySelector('canvas');
              const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              let drawn = 0;
              for (let i = 0; i < data.length; i += 4) {
                drawn += data[i + 3] > 200 && wanted.every((value, k) => Math.abs(data[i + k] - value) < 12);
              }
              return drawn;
            })""";

    /** As many pixels are a line, or at least a point that shows. */
    private static final int LINE = 12;

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

    @ParameterizedTest
    @CsvSource({"400, false", "400, true", "1280, false"})
    void everyChartIsDrawnAndNothingElseHappens(int width, boolean dark) throws IOException, InterruptedException {
        Path page = open(width, dark);

        assertThat(chromium.noise()).containsExactly("request: " + page.toUri());
        assertThat(number("document.querySelectorAll('.charts').length")).isEqualTo(5);
        assertThat(chromium.evaluate(INK)).hasSize(5).allMatch(ink -> ink.asInt() > LINE);
        assertThat(number("document.querySelectorAll('[role=img]:not([aria-label])').length"))
                .isZero();
    }

    @Test
    void aNarrowWindowNeedsNoScrollingSideways() throws IOException, InterruptedException {
        ResultFiles.change(folder, "about.csv", "All four patterns", "x".repeat(200));
        open(400, false);

        assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(400);
        assertThat(
                        number(
                                "Math.max(...[...document.querySelectorAll('canvas')].map(c => c.getBoundingClientRect().right))"))
                .isLessThanOrEqualTo(400);
    }

    /** The verdict is its last column: cut off, a race of wrong networks looks like any other. */
    @ParameterizedTest
    @CsvSource({"1400, false", "1400, true", "800, false"})
    void theWidestRankingFits(int width, boolean dark) throws IOException, InterruptedException {
        ResultFiles.change(
                folder,
                "summary.csv",
                "learning_rate,seeds",
                "learning_rate,hyper_parameters,seeds",
                "ert_epochs,",
                "ert_epochs,test_loss_median,accuracy_median,",
                "0.5,100",
                "0.5,learning_rate=0.5,100",
                "0.01,100",
                "0.01,learning_rate=0.005 beta1=0.9 beta2=0.999 epsilon=1.0E-8,100",
                "200.3,agree",
                "200.3,0.0357,0.967,agree",
                "4400.0,agree",
                "4400.0,0.0352,0.933,agree");
        open(width, dark);

        String table = "document.querySelector('#ranking .scroll')";
        assertThat(chromium.evaluate(table + ".textContent").asString()).contains("held-out loss", "epsilon");
        assertThat(number(table + ".scrollWidth - " + table + ".clientWidth")).isZero();
    }

    /** A logarithmic axis has no place for 0, so a value between two of them has no line to it. (Too narrow for names at ends.) */
    @Test
    void aSinglePointBetweenZerosIsDrawn() throws IOException, InterruptedException {
        ResultFiles.change(
                folder, "losses.csv", ",0.06250000000000001,", ",0.0625,", ",0.031250000000000003,", ",0.03125,");
        String difference =
                INK.replaceFirst(".charts", "#traces").replaceFirst("const style = .*;", "const style = 3;");
        open(600, false);
        int point = chromium.evaluate(difference).get(0).asInt();
        ResultFiles.change(folder, "losses.csv", ",0.2500000000000001,", ",0.25,");
        open(600, false);

        assertThat(chromium.evaluate(difference).get(0).asInt()).isZero();
        assertThat(point).isBetween(5, 60);
    }

    @Test
    void theArrowKeysReadTheChart() throws IOException, InterruptedException {
        open(1280, false);

        chromium.evaluate("document.querySelector('#chart-curves .plot').focus()");
        chromium.press("ArrowRight");

        // The first epoch, and the medians of curves.csv there.
        assertThat(chromium.evaluate("document.querySelector('#chart-curves .spoken').textContent")
                        .asString())
                .isEqualTo("epoch 0: sgd 0.2, slow 0.2");
        chromium.press("ArrowLeft");
        chromium.press("Escape");
        assertThat(chromium.evaluate("document.querySelector('#chart-curves .at').textContent")
                        .asString())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"log x", "log y"})
    void anAxisChangesItsScale(String name) throws IOException, InterruptedException {
        open(1280, false);
        String button = "[...document.querySelectorAll('#chart-curves .tools button')].find(b => b.textContent === '"
                + name + "')";
        String picture = "document.querySelector('#chart-curves canvas').toDataURL()";
        String before = chromium.evaluate(picture).asString();

        chromium.evaluate(button + ".click()");

        assertThat(chromium.evaluate(picture).asString()).isNotEqualTo(before);
        assertThat(chromium.noise()).hasSize(1);
    }

    @Test
    void ofSeveralChartsTheOneChosenShows() throws IOException, InterruptedException {
        open(1280, false);

        chromium.evaluate("""
                const select = document.querySelector('#traces select');
                select.value = 1;
                select.dispatchEvent(new Event('change'));
                new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))""");

        assertThat(chromium.evaluate("[...document.querySelectorAll('#traces figure')].map(f => f.hidden).join()")
                        .asString())
                .isEqualTo("true,false");
        assertThat(chromium.evaluate(INK)).hasSize(5).allMatch(ink -> ink.asInt() > LINE);
    }

    @Test
    void whatPeopleWroteDoesNotRun() throws IOException, InterruptedException {
        String script = "</script><script>console.log(1)</script><img src=x onerror=console.log(2)>";
        ResultFiles.change(folder, "about.csv", "All four patterns", script, "name,xor", "name," + script);
        for (String file : new String[] {"summary.csv", "verdicts.csv", "rungs.csv", "losses.csv", "curves.csv"}) {
            ResultFiles.change(folder, file, "\nslow,", "\n" + script + ",");
        }
        Path page = open(1280, false);

        assertThat(chromium.noise()).containsExactly("request: " + page.toUri());
        assertThat(chromium.evaluate("document.querySelector('.description').textContent")
                        .asString())
                .isEqualTo(script);
        assertThat(chromium.evaluate("document.querySelectorAll('#chart-curves .legend button')[1].textContent")
                        .asString())
                .isEqualTo(script);
    }

    @Test
    void theIndexIsDrawnToo() throws IOException, InterruptedException {
        Path results = folder.resolve("results");
        ResultFiles.write(results.resolve("a"));
        Files.writeString(
                results.resolve("profile.csv"),
                "optimizer,configs,factor,share,area\nsgd,2,1.0,0.5,0.8\nsgd,2,3.0,1.0,0.8\n");
        Path page = IndexPage.write(results);
        chromium.look(400, true);
        chromium.open(page);

        assertThat(chromium.noise()).containsExactly("request: " + page.toUri());
        assertThat(chromium.evaluate(INK)).hasSize(1).allMatch(ink -> ink.asInt() > LINE);
        assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(400);
    }

    private Path open(int width, boolean dark) throws IOException, InterruptedException {
        Path page = ReportPage.write(folder);
        chromium.look(width, dark);
        chromium.open(page);
        return page;
    }

    private static int number(String script) throws InterruptedException {
        return (int) Math.ceil(chromium.evaluate(script).asDouble());
    }
}
