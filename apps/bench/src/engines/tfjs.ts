import { requirePeer } from "../peers/install.ts";
import { type Engine, numericEngine, unsupported } from "./engine.ts";
import { matrices } from "./matrices.ts";

interface Tensor {
  dataSync(): ArrayLike<number>;
  dispose(): void;
}

interface Tfjs {
  setBackend(name: string): Promise<boolean>;
  tensor2d(data: ArrayLike<number>, shape: readonly number[], dtype: string): Tensor;
  matMul(a: Tensor, b: Tensor): Tensor;
}

/** TensorFlow.js, which has float32 only; results are read back, as ours are, and freed by hand. */
export async function createTfjs(backend: "wasm" | "cpu"): Promise<Engine> {
  const tf = requirePeer("@tensorflow/tfjs-core") as Tfjs;
  requirePeer(`@tensorflow/tfjs-backend-${backend}`);
  await tf.setBackend(backend);
  return numericEngine((job) => {
    if (job.name !== "matmul" || job.dtype !== "float32") return unsupported("float64");
    const { n } = job;
    const [a, b] = matrices("float32", n).map((data) => tf.tensor2d(data, [n, n], "float32"));
    return () => {
      const product = tf.matMul(a!, b!);
      const result = product.dataSync()[1]!;
      product.dispose();
      return result;
    };
  });
}
