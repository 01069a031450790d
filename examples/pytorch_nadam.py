"""examples/pytorch.py with PyTorch 1.13's NAdam put right: its own function without the factor that it has too often. What Lockstep
says of 1.13 is said of this one no more."""
import inspect, runpy
from torch.optim import nadam

WRONG, RIGHT = "mu_product * mu * mu_next", "mu_product * mu_next"
source = inspect.getsource(nadam._single_tensor_nadam)
if source.count(WRONG) != 1:
    raise SystemExit(f"found no {WRONG} in this PyTorch's NAdam; 1.13 has it")
exec(source.replace(WRONG, RIGHT), vars(nadam))
runpy.run_path(__file__.replace("_nadam", ""), run_name="__main__")
