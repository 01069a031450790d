package lockstep.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A folder with a file of every kind: two optimizers on a config called xor, made up by hand. */
public final class ResultFiles {

    public static final Map<String, String> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("about.csv", """
                    key,value
                    lockstep,9.8.7
                    dl4j,1.2.3
                    name,xor
                    description,All four patterns
                    network,"2-2-1, tanh"
                    verify_absolute,1.0E-12
                    verify_relative,1.0E-9
                    race_epochs,2000
                    race_target,a loss of 0.01 on all examples
                    race_target_loss,0.01
                    """),
            Map.entry("config.yaml", "name: xor # a < b\n"),
            Map.entry("verdicts.csv", """
                    optimizer,kind,twin,verdict,rung,step,layer,quantity,scalar_value,candidate_value,share,steps,\
                    expected,as_expected
                    sgd,sgd,Sgd,agree,free,1,,loss,0.25,0.2500000000000001,4.0E-7,2000,agree,yes
                    slow,adam,ours,agree,free,1,,loss,0.25,0.25,0.0,2000,agree,yes
                    """),
            Map.entry("rungs.csv", """
                    optimizer,rung,holds,share,step,layer,quantity,scalar_value,candidate_value,note
                    sgd,weights,true,0.0,,1,weight[0][0],0.5,0.5,
                    sgd,rule,true,0.0,,,,,,no rule to compare
                    sgd,free,true,4.0E-7,1,,loss,0.25,0.2500000000000001,
                    slow,free,true,0.0,1,,loss,0.25,0.25,
                    """),
            Map.entry("losses.csv", """
                    optimizer,step,epoch,scalar_loss,candidate_loss,difference,control_spread
                    sgd,0,1,0.5,0.5,0.0,1.0E-17
                    sgd,1,2,0.25,0.2500000000000001,1.1E-16,2.0E-17
                    sgd,2,3,0.125,0.125,0.0,1.0E-17
                    sgd,3,4,0.0625,0.06250000000000001,1.4E-17,1.0E-17
                    sgd,4,5,0.03125,0.031250000000000003,3.5E-18,1.0E-17
                    slow,0,1,0.5,0.5,0.0,0.0
                    slow,1,2,0.25,0.25,0.0,0.0
                    slow,2,3,0.125,0.125,0.0,0.0
                    """),
            Map.entry("runs.csv", """
                    optimizer,kind,learning_rate,seed,outcome,epochs,steps,presentations,final_loss
                    sgd,sgd,0.5,7,converged,100,100,400,0.009
                    """),
            Map.entry("summary.csv", """
                    optimizer,kind,learning_rate,seeds,converged,success_rate,success_low,success_high,\
                    median_epochs,median_low,median_high,mean_epochs,sd_epochs,ert_epochs,verified
                    sgd,sgd,0.5,100,100,1.0,0.96,1.0,187.5,175.0,195.0,200.3,112.4,200.3,agree
                    slow,adam,0.01,100,40,0.4,0.3,0.5,Infinity,1500.0,Infinity,1400.0,200.0,4400.0,agree
                    """),
            Map.entry("curves.csv", """
                    optimizer,epoch,loss_q25,loss_median,loss_q75
                    sgd,0,0.1,0.2,0.3
                    sgd,100,0.01,0.02,0.03
                    sgd,200,0.009,0.009,0.01
                    slow,0,0.1,0.2,0.3
                    slow,100,0.05,0.1,Infinity
                    slow,200,0.04,0.09,Infinity
                    """),
            Map.entry("single_runs.csv", """
                    optimizer,run,seed,epoch,loss
                    sgd,fastest,12,0,0.15
                    sgd,fastest,12,90,0.009
                    sgd,slowest,31,0,0.4
                    sgd,slowest,31,100,0.2
                    sgd,slowest,31,300,0.009
                    """),
            Map.entry("outputs.csv", """
                    optimizer,example,input_1,input_2,target_1,scalar_1,candidate_1
                    sgd,1,0.0,0.0,0.0,0.1,0.1
                    sgd,2,1.0,1.0,1.0,0.9,0.9
                    slow,1,0.0,0.0,0.0,0.5,0.5
                    slow,2,1.0,1.0,1.0,0.5,0.5
                    """),
            Map.entry("boundary.csv", """
                    optimizer,step,input_2,input_1_low,input_1_high,scalar_1,scalar_2,candidate_1,candidate_2
                    sgd,0,-0.5,-0.5,1.5,0.5,0.5,,
                    sgd,0,1.5,-0.5,1.5,0.5,0.5,,
                    sgd,5,-0.5,-0.5,1.5,-0.25,0.25,,
                    sgd,5,1.5,-0.5,1.5,0.5,1.5,,
                    slow,0,-0.5,-0.5,1.5,0.5,0.5,,
                    slow,0,1.5,-0.5,1.5,0.5,0.5,,
                    slow,5,-0.5,-0.5,1.5,0.5,0.5,0.0,1.0
                    slow,5,1.5,-0.5,1.5,0.5,0.5,NaN,1.0
                    """),
            Map.entry("survival.csv", """
                    optimizer,epoch,at_risk,converged,survival,survival_low,survival_high
                    sgd,150,2,1,0.5,0.2,0.8
                    sgd,200,1,1,0.0,,
                    slow,1500,2,1,0.5,0.2,0.8
                    """),
            Map.entry("ecdf.csv", """
                    optimizer,target,epoch,share
                    sgd,loss: 0.01,150,0.5
                    sgd,outputs: 0.4,100,1.0
                    """),
            Map.entry("pairs.csv", """
                    optimizer,other,seeds,faster,slower,ties,probability,holm_p
                    sgd,slow,100,97,3,0,0.97,1.0E-5
                    """),
            Map.entry("published.csv", """
                    optimizer,quantity,epoch,published,published_sd,ours,ours_sd,z,verdict,source
                    sgd,epochs,,129,46.0,125.44,37.4,0.5,reproduced,a paper
                    slow,loss,1,0.2910,,0.29104,,,not reproduced,an article
                    """),
            Map.entry("settings.csv", "optimizer,kind\nsgd,sgd\n"),
            Map.entry("sensitivity.csv", """
                    optimizer,learning_rate,ert_epochs,ratio,diverged_share,diverges,best,within_twice
                    sgd,0.1,900.0,4.5,0.0,false,false,false
                    sgd,0.5,200.0,1.0,0.0,false,true,true
                    sgd,1.0,390.0,1.9,0.0,false,false,true
                    sgd,10.0,Infinity,Infinity,1.0,true,false,false
                    """),
            Map.entry("budgets.csv", """
                    optimizer,settings,ert_q25,ert_median,ert_q75
                    sgd,1,200.0,390.0,900.0
                    sgd,2,200.0,200.0,390.0
                    """),
            Map.entry("remarks.csv", """
                    topic,optimizer,other,value,other_value,measure,other_measure
                    mean_misleads,slow,sgd,4400.0,200.3,1400.0,200.3
                    """)));

    private ResultFiles() {}

    /** All of them, in this folder. */
    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : ALL.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /** One of them otherwise: each of the texts, which come in pairs, in the place of the one before it. */
    public static void change(Path folder, String file, String... texts) throws IOException {
        String content = Files.readString(folder.resolve(file));
        for (int t = 0; t < texts.length; t += 2) {
            if (!content.contains(texts[t])) {
                throw new IllegalArgumentException(file + " has no " + texts[t]);
            }
            content = content.replace(texts[t], texts[t + 1]);
        }
        Files.writeString(folder.resolve(file), content);
    }
}
