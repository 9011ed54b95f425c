import { build, type Rolldown } from "vite";
import { peerPath, requirePeer } from "../peers/install.ts";
import { inputs, rate, targets, weights } from "../tape/network.ts";
import { type Engine, numericEngine, unsupported } from "./engine.ts";
import { exchanged, images, matrices } from "./matrices.ts";

interface Tensor {
  dataSync(): ArrayLike<number>;
  dispose(): void;
}

interface Tfjs {
  setBackend(name: string): Promise<boolean>;
  tensor2d(data: ArrayLike<number>, shape: readonly number[], dtype: string): Tensor;
  tensor4d(data: ArrayLike<number>, shape: readonly number[], dtype: string): Tensor;
  conv2d(x: Tensor, kernel: Tensor, strides: number, padding: string): Tensor;
  matMul(a: Tensor, b: Tensor): Tensor;
  add(a: Tensor, b: Tensor): Tensor;
  sub(a: Tensor, b: Tensor): Tensor;
  tanh(x: Tensor): Tensor;
  square(x: Tensor): Tensor;
  mean(x: Tensor): Tensor;
  tensor(data: unknown): Tensor;
  variable(initial: Tensor): Tensor;
  tidy<R>(body: () => R): R;
  train: { sgd(rate: number): { minimize(loss: () => Tensor, returnCost: boolean): Tensor } };
}

/** TensorFlow.js, which has float32 only; results are read back, as ours are, and freed by hand. */
export async function createTfjs(backend: "wasm" | "cpu"): Promise<Engine> {
  const tf = requirePeer("@tensorflow/tfjs-core") as Tfjs;
  requirePeer(`@tensorflow/tfjs-backend-${backend}`);
  await tf.setBackend(backend);
  await registerGradients();
  return numericEngine((job) => {
    if (job.name === "network") return trainingStep(tf);
    if (job.name === "conv2d" && job.dtype === "float32") return convolution(tf);
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

/** The same convolution with channels last, as the library has them; the arrays are rearranged before the clock starts. */
function convolution(tf: Tfjs): () => number {
  const { x, kernel, examples, channels, side, taps } = images("float32");
  const places = exchanged(x, examples, channels, side * side); // [n, h, w, c]
  const byTap = exchanged(kernel, channels, channels, taps * taps); // [out, h, w, in]
  const weights = exchanged(byTap, 1, channels, taps * taps * channels); // [h, w, in, out]
  const input = tf.tensor4d(places, [examples, side, side, channels], "float32");
  const weight = tf.tensor4d(weights, [taps, taps, channels, channels], "float32");
  return () => {
    const output = tf.conv2d(input, weight, 1, "valid");
    const result = output.dataSync()[channels]!; // the second place of the first channel
    output.dispose();
    return result;
  };
}

/**
 * The core alone has no gradients. Their module, which Node cannot load as it is, is bundled; it finds the core's registry, as
 * that is global.
 */
async function registerGradients(): Promise<void> {
  const { output } = (await build({
    root: peerPath(""),
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      rollupOptions: {
        input: peerPath("node_modules/@tensorflow/tfjs-core/dist/register_all_gradients.js"),
        output: { format: "es" },
      },
    },
  })) as Rolldown.RolldownOutput;
  await import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString("base64")}`);
}

/** A step of gradient descent, as one writes it: with the library's optimizer and its variables. */
function trainingStep(tf: Tfjs): () => number {
  const parameters = weights.map((weight) => ({
    weight: tf.variable(tf.tensor(weight)),
    bias: tf.variable(tf.tensor(weight[0]!.map(() => 0))),
  }));
  const [x, y] = [tf.tensor(inputs), tf.tensor(targets)];
  const loss = (): Tensor => {
    const output = parameters.reduce((h, { weight, bias }, k) => {
      const sum = tf.add(tf.matMul(h, weight), bias);
      return k + 1 < parameters.length ? tf.tanh(sum) : sum;
    }, x);
    return tf.mean(tf.square(tf.sub(output, y)));
  };
  const optimizer = tf.train.sgd(rate);
  return () => tf.tidy(() => optimizer.minimize(loss, true).dataSync()[0]!);
}
