package lockstep.results;

import java.nio.file.Path;
import java.util.List;
import lockstep.parity.step.GradientSizes;
import lockstep.results.file.CsvFile;

/** The sizes of gradients as CSV. */
final class GradientFile {

    private GradientFile() {}

    /** A row per network, measurement and layer; layers are counted from 1 at the first hidden one. */
    static void write(Path file, List<GradientSizes> sizes, List<GradientSizes> unexpected) {
        CsvFile.write(file, "optimizer,layers,step,layer,scalar_mean,candidate_mean,share,as_expected", csv -> {
            for (GradientSizes each : sizes) {
                for (int l = 0; l < each.depth(); l++) {
                    csv.text(each.run().label())
                            .number(each.depth())
                            .number(each.step())
                            .number(l + 1)
                            .number(each.scalar()[l])
                            .number(each.candidate()[l])
                            .number(each.share()[l])
                            .text(unexpected.contains(each) ? "no" : "yes")
                            .endRow();
                }
            }
        });
    }
}
