import { adopt, contract, type KernelChoice, withKernels } from "@chainrule/array";
import { type Engine, numericEngine, unsupported } from "./engine.ts";
import { matrices } from "./matrices.ts";

/** This library's arrays, with a choice of kernels. */
export function createArrays(choice: KernelChoice): Engine {
  return numericEngine((job) => {
    if (job.name !== "matmul") return unsupported(job.name);
    const [a, b] = matrices(job.dtype, job.n).map((data) => adopt(data, [job.n, job.n]));
    const product = () => contract(a!, b!, { contract: [[-1], [-2]], batch: [[], []] });
    return () => withKernels(choice, product).read((view) => view[1]!);
  });
}
