#!/bin/sh
# What Lockstep says of released libraries, each asked through its adapter in this folder: one table, each row with what it should
# be. An optimizer agrees as it is; or in the library's own form, its convention (docs/conventions.md); or has the fault named
# (docs/found.md). A library that is not installed is skipped, and how to install it is said. The exit status is 1 if a row is
# not as it should be.
#
#   examples/test-libraries.sh [LIBRARY...]        all, or those named: pytorch sklearn optax tfjs convnetjs encog ...
#
# PYTHON names the Python that is asked (default: python3), NODE_PATH a node_modules folder besides this project's own.
set -eu
cd "$(dirname -- "$0")/.."
python=${PYTHON:-python3}
export NODE_PATH="$PWD/node_modules:${NODE_PATH:-}"
work=target/libraries
repository=${M2_REPOSITORY:-$HOME/.m2/repository}
asked=" $* "
mkdir -p "$work"

# The library that is tested now: its name, version (empty if it is not installed), and how to install it. What is written for it
# is target/libraries/NAME-RUN.yaml, the config, and .txt, all that was said.
library() {
  name=$1 version=$2 runs=0
  case $asked in "  " | *" $name "*) ;; *) return 1 ;; esac
  if [ -z "$version" ]; then
    printf '%-10s not installed: %s\n' "$name" "$3"
    return 1
  fi
}

of_python() { "$python" -c "import $1; print($1.__version__)" 2>/dev/null || :; }

of_node() {
  node -p "const fs = require('fs'); const at = require.resolve.paths('x').map((p) => p + '/$1/package.json').find(fs.existsSync);
    at ? JSON.parse(fs.readFileSync(at)).version : ''" 2>/dev/null || :
}

# run CANDIDATE KEYS: verifies a 3-4-2 network with the optimizers on standard input, a line each: what it is called, what should
# come out, and the optimizer. KEYS are lines of the config, its layers among them. The rest of CANDIDATE are lockstep's options.
run() {
  keys=$1
  shift
  rows=$(cat)
  runs=$((runs + 1))
  config=$work/$name-$runs.yaml
  {
    echo "name: $name-$runs"
    echo "data:"
    echo "  inputs: [[0.3, -0.7, 0.2], [-0.5, 0.4, 0.9], [0.8, 0.1, -0.6], [-0.2, -0.9, 0.5], [0.6, 0.7, -0.1]]"
    case $keys in
      *cross_entropy*) echo "  targets: [[1, 0], [0, 1], [0, 1], [1, 0], [0, 1]]" ;;
      *) echo "  targets: [[0.5, 0.3], [0.4, 0.6], [0.3, 0.1], [0.7, 0.2], [0.2, 0.8]]" ;;
    esac
    echo "$keys"
    case $keys in *batch_size*) ;; *) echo "batch_size: 1" ;; esac
    echo "seed: 1"
    echo "verify: {steps: 300}"
    echo "optimizers:"
    echo "$rows" | while read -r label _ optimizer; do echo "  $label: {$optimizer}"; done
  } >"$config"
  said=$work/$name-$runs.txt
  case $1 in --against) set -- "$@" --timeout 120 ;; esac # an import may take long
  ./lockstep verify "$config" --out "$work" "$@" >"$said" 2>&1 || :
  # A paragraph to a line; then of each optimizer one word, or several with + between them.
  echo "$rows" | while read -r label expected _; do
    sed -e ':a' -e '$!N' -e 's/\n  *\([^ ]\)/ \1/' -e 'ta' -e 'P' -e 'D' "$said" | awk -v label="$label" -v many="$(echo "$rows" | wc -l)" '
      $1 == label && $2 ~ /^(agree|disagree|chaotic|undecided)$/ { verdict = $2 }
      index($0, "Judged ") == 1 && (many == 1 || index($0, " " label " with ")) { form = " in its own form" }
      index($0, label ": Likely fault: ") == 1 {
        cause = $4
        while (match($0, / And [a-z_0-9]+\./)) {
          cause = cause "+" substr($0, RSTART + 5, RLENGTH - 5)
          $0 = substr($0, RSTART + RLENGTH)
        }
        gsub(/\./, "", cause)
      }
      index($0, label ": No set of ") == 1 { cause = "unexplained" }
      index($0, label ": No fault") == 1 { cause = "convention" }
      END { print verdict == "" ? "nothing" : verdict != "agree" && cause != "" ? cause : verdict form }' >"$work/word"
    read -r word <"$work/word"
    [ "$word" != "agree in its own form" ] || word=convention
    if [ "$word" = "$expected" ]; then
      like=$(echo "$keys" | sed -n 's/^like: / like /p')
      [ "$word" != convention ] || word=convention,${like:- in its own form}
      printf '%-10s %-10s %-11s %s\n' "$name" "$version" "$label" "$word"
    else
      printf '%-10s %-10s %-11s %s, and should be %s; see %s\n' "$name" "$version" "$label" "$word" "$expected" "$said"
      echo "$name $label" >>"$work/wrong"
    fi
  done
}

layers() { # HIDDEN OUTPUT [KEYS]: the layers of a network
  echo "network:"
  echo "  layers:"
  [ -z "$1" ] || echo "    - {units: 4, activation: $1, ${3:-}init: {uniform: [-0.5, 0.5]}}"
  echo "    - {units: 2, activation: $2, ${3:-}init: {uniform: [-0.5, 0.5]}}"
}

squares="loss: half_squared_error"
rm -f "$work/wrong"
echo "$(date -u +%F), on $(uname -sm), $("$python" --version 2>&1), Node $(node --version 2>/dev/null || echo not installed)"

if library pytorch "$(of_python torch)" "apt-get install python3-torch, or pip install torch"; then
  torch="$python examples/pytorch.py"
  run "$(layers sigmoid tanh)
$squares
batch_size: 2
like: pytorch" --against "$torch" <<END
sgd       agree       sgd: {learning_rate: 0.1}
momentum  agree       momentum: {learning_rate: 0.1, momentum: 0.9}
nesterov  agree       nesterov: {learning_rate: 0.1, momentum: 0.9}
adagrad   convention  adagrad: {learning_rate: 0.1}
rmsprop   convention  rmsprop: {learning_rate: 0.01}
adadelta  agree       adadelta: {}
adam      convention  adam: {learning_rate: 0.01}
amsgrad   convention  amsgrad: {learning_rate: 0.01}
adamax    convention  adamax: {learning_rate: 0.01}
END
  run "$(layers sigmoid tanh)
$squares
batch_size: 2
forms: {dampened: [first_gradient_whole]}" --against "$torch 0.9" <<END
dampened  convention  momentum: {learning_rate: 0.1, momentum: 0.9}
END
  run "$(layers sigmoid tanh "weight_decay: 0.1, weight_decay_bias: 0.1, ")
$squares
batch_size: 2
like: pytorch" --against "$torch" <<END
adamw     convention  adam: {learning_rate: 0.01}
END
  case $version in
    1.*)
      nadam=nadam_schedule_repeated
      run "$(layers sigmoid tanh)
$squares
batch_size: 2
like: pytorch" --against "$python examples/pytorch_nadam.py" <<END
corrected  convention  nadam: {learning_rate: 0.01}
END
      ;;
    *) nadam=convention ;;
  esac
  run "$(layers sigmoid tanh)
$squares
batch_size: 2
like: pytorch" --against "$torch" <<END
nadam     $nadam  nadam: {learning_rate: 0.01}
END
fi

if library sklearn "$(of_python sklearn)" "apt-get install python3-sklearn, or pip install scikit-learn"; then
  run "$(layers tanh identity)
$squares
batch_size: 2
like: sklearn" --against "$python examples/scikit_learn.py" <<END
sgd       agree  sgd: {learning_rate: 0.1}
momentum  agree  momentum: {learning_rate: 0.1, momentum: 0.9}
nesterov  agree  nesterov: {learning_rate: 0.1, momentum: 0.9}
adam      agree  adam: {learning_rate: 0.01}
END
fi

if library optax "$(of_python optax)" "pip install jax optax"; then
  run "$(layers sigmoid tanh)
$squares
batch_size: 2
like: optax" --against "$python examples/optax_rules.py" <<END
sgd       agree       sgd: {learning_rate: 0.1}
momentum  agree       momentum: {learning_rate: 0.1, momentum: 0.9}
nesterov  agree       nesterov: {learning_rate: 0.1, momentum: 0.9}
adagrad   convention  adagrad: {learning_rate: 0.1}
rmsprop   convention  rmsprop: {learning_rate: 0.01}
adadelta  agree       adadelta: {}
adam      convention  adam: {learning_rate: 0.01}
amsgrad   convention  amsgrad: {learning_rate: 0.01}
adamax    convention  adamax: {learning_rate: 0.01}
END
fi

if library tfjs "$(of_node @tensorflow/tfjs)" "npm install --no-save @tensorflow/tfjs"; then
  tfjs="node examples/tensorflow.js"
  run "$(layers sigmoid tanh)
$squares
batch_size: 2
precision: float
like: tfjs" --against "$tfjs" <<END
sgd       agree       sgd: {learning_rate: 0.1}
momentum  agree       momentum: {learning_rate: 0.1, momentum: 0.9}
nesterov  agree       nesterov: {learning_rate: 0.1, momentum: 0.9}
adagrad   convention  adagrad: {learning_rate: 0.1}
rmsprop   convention  rmsprop: {learning_rate: 0.01}
adam      convention  adam: {learning_rate: 0.01}
adamax    convention  adamax: {learning_rate: 0.01}
END
  run "$(layers sigmoid tanh)
$squares
batch_size: 2
precision: float" --against "$tfjs" <<END
adadelta  unexplained  adadelta: {}
END
fi

if library convnetjs "$(of_node convnetjs)" "npm install --no-save convnetjs"; then
  run "$(layers tanh identity)
$squares
batch_size: 2
like: convnetjs" --against "node examples/convnet.js" <<END
sgd        agree       sgd: {learning_rate: 0.1}
momentum   agree       momentum: {learning_rate: 0.1, momentum: 0.9}
adagrad    convention  adagrad: {learning_rate: 0.1, epsilon: 1.0e-4}
windowgrad convention  rmsprop: {learning_rate: 0.01}
adadelta   agree       adadelta: {}
END
fi

java_library() { # CLASS JARS...: compiles an engine of this folder
  class=$1
  jars=$(shift && printf '%s:' "$@")
  [ -f target/lockstep.jar ] || ./lockstep --version >/dev/null
  mkdir -p "$work/classes"
  javac -proc:none -d "$work/classes" -cp "target/lockstep.jar:target/classes:$jars" "examples/$class.java"
}

encog=$repository/org/encog/encog-core/3.4/encog-core-3.4.jar
if library encog "$([ ! -f "$encog" ] || echo 3.4)" "mvn dependency:get -Dartifact=org.encog:encog-core:3.4"; then
  java_library EncogNetwork "$encog"
  run "$(layers identity identity)
$squares
gradient: sum
batch_size: 2
like: encog" --engine EncogNetwork --class-path "$work/classes:$encog" <<END
sgd       agree       sgd: {learning_rate: 0.1}
momentum  agree       momentum: {learning_rate: 0.1, momentum: 0.9}
adagrad   convention  adagrad: {learning_rate: 0.1}
adam      convention  adam: {learning_rate: 0.01}
END
  run "$(layers identity identity)
$squares
gradient: sum
batch_size: 2
forms: {rmsprop: [squares_start_at_zero]}" --engine EncogNetwork --class-path "$work/classes:$encog" <<END
nesterov  gradient_climbed     nesterov: {learning_rate: 0.1, momentum: 0.9}
rmsprop   squares_added_twice  rmsprop: {learning_rate: 0.01}
END
  run "$(layers tanh identity)
$squares
gradient: sum
batch_size: 2" --engine EncogNetwork --class-path "$work/classes:$encog" <<END
tanh-linear  hidden_has_outputs_derivative  sgd: {learning_rate: 0.1}
END
fi

if library brain.js "$(of_node brain.js)" "npm install --no-save brain.js"; then
  run "$(layers sigmoid sigmoid)
$squares
precision: float
forms: {adam: [epsilon_after_correction]}" --against "node examples/brain.js" <<END
sgd       agree                    sgd: {learning_rate: 0.1}
momentum  biases_without_momentum  momentum: {learning_rate: 0.1, momentum: 0.9}
adam      bias_moments_lagged      adam: {learning_rate: 0.01}
END
  case $version in 1.*) leaky=leaky_relu_reversed ;; *) leaky=agree ;; esac
  run "$(layers leaky_relu leaky_relu)
$squares
precision: float" --against "node examples/brain.js" <<END
leaky     $leaky                  sgd: {learning_rate: 0.1}
END
fi

if library synaptic "$(of_node synaptic)" "npm install --no-save synaptic"; then
  run "$(layers tanh identity)
$squares" --against "node examples/synaptic.js" <<END
sgd       late_hidden_delta  sgd: {learning_rate: 0.1}
END
fi

if library neataptic "$(of_node neataptic)" "npm install --no-save neataptic"; then
  run "$(layers tanh identity)
$squares" --against "node examples/neataptic.js" <<END
sgd       late_hidden_delta  sgd: {learning_rate: 0.1}
momentum  late_hidden_delta  momentum: {learning_rate: 0.1, momentum: 0.9}
END
fi

if library toygrad "$(of_node toygrad)" "npm install --no-save toygrad"; then
  run "$(layers tanh identity)
$squares
precision: float
forms: {adagrad: [squares_start_at_zero, epsilon_inside_root], adam: [epsilon_after_correction]}" \
    --against "node examples/toygrad.js" <<END
sgd       agree                       sgd: {learning_rate: 0.1}
momentum  agree                       momentum: {learning_rate: 0.1, momentum: 0.9}
nesterov  agree                       nesterov: {learning_rate: 0.1, momentum: 0.9}
adagrad   convention                  adagrad: {learning_rate: 0.1, epsilon: 1.0e-4}
adadelta  agree                       adadelta: {}
adam      bias_correction_multiplied  adam: {learning_rate: 0.001}
END
  run "$(layers leaky_relu identity)
$squares
precision: float" --against "node examples/toygrad.js" <<END
leaky     hidden_relu_derivative      sgd: {learning_rate: 0.1}
END
fi

if library nlpjs "$(of_node @nlpjs/neural)" "npm install --no-save @nlpjs/neural"; then
  run "$(layers "" leaky_relu)
$squares
precision: float" --against "node examples/nlpjs.js" <<END
sgd       leaky_relu_reversed                          sgd: {learning_rate: 0.1}
momentum  leaky_relu_reversed+biases_without_momentum  momentum: {learning_rate: 0.1, momentum: 0.9}
END
fi

if library ml-fnn "$(of_node ml-fnn)" "npm install --no-save ml-fnn"; then
  run "$(layers tanh softmax)
loss: cross_entropy
gradient: sum
batch_size: 2" --against "node examples/ml-fnn.js" <<END
tanh      agree        sgd: {learning_rate: 0.1}
END
  run "$(layers sigmoid softmax)
loss: cross_entropy
gradient: sum
batch_size: 2" --against "node examples/ml-fnn.js" <<END
logistic  unexplained  sgd: {learning_rate: 0.1}
END
fi

tribuo=$repository/org/tribuo/tribuo-math/4.3.2/tribuo-math-4.3.2.jar
if library tribuo "$([ ! -f "$tribuo" ] || echo 4.3.2)" "mvn dependency:get -Dartifact=org.tribuo:tribuo-math:4.3.2"; then
  tribuo=$tribuo$(find "$repository/com/oracle/labs/olcut" "$repository/com/google/protobuf/protobuf-java" \
    "$repository/org/tribuo/tribuo-core/4.3.2" -name '*.jar' ! -name '*sources*' | sort | sed 's/^/:/' | tr -d '\n')
  java_library TribuoNetwork "$tribuo"
  run "$(layers "" identity)
$squares
forms: {adagrad: [squares_start_at_zero], rmsprop: [squares_start_at_zero]}" \
    --engine TribuoNetwork --class-path "$work/classes:$tribuo" <<END
sgd       agree        sgd: {learning_rate: 0.1}
momentum  agree        momentum: {learning_rate: 0.1, momentum: 0.9}
nesterov  agree        nesterov: {learning_rate: 0.1, momentum: 0.9}
adagrad   convention   adagrad: {learning_rate: 0.1}
adadelta  agree        adadelta: {}
rmsprop   convention   rmsprop: {learning_rate: 0.01}
adam      unexplained  adam: {learning_rate: 0.01}
END
fi

if [ -f "$work/wrong" ]; then
  echo "not as it should be: $(tr '\n' ',' <"$work/wrong")"
  exit 1
fi
