/** The other libraries, each at the version that all figures are about. */
export const pinned = {
  mathjs: "15.2.0",
  "@cortex-js/compute-engine": "0.140.0",
  nerdamer: "1.1.13",
  "nerdamer-prime": "1.5.0",
  algebrite: "1.4.0",
  "@jax-js/jax": "0.1.25",
  "@tensorflow/tfjs-core": "4.22.0",
  "@tensorflow/tfjs-backend-cpu": "4.22.0",
  "@tensorflow/tfjs-backend-wasm": "4.22.0",
} as const;

/** The name of another library. */
export type PeerName = keyof typeof pinned;
