import type { Shape } from "@chainrule/array";
import * as op from "../operations/index.ts";
import { apart } from "./apart.ts";
import type { ArrayFunction } from "./checks.ts";

/** Convolutions and pools, and shapes to sample them with. Elements are apart, so no window has a tie. */
export const WINDOWS: readonly (readonly [string, ArrayFunction, readonly Shape[]])[] = [
  [
    "conv1d",
    (x, w) => op.conv1d(x!, w!),
    [
      [2, 2, 5],
      [3, 2, 2],
    ],
  ],
  [
    "conv1d, strided, dilated, padded",
    (x, w, b) => op.conv1d(x!, w!, { stride: 2, dilation: 2, padding: [[1, 2]], bias: b! }),
    [[2, 2, 6], [2, 2, 3], [2]],
  ],
  [
    "conv1d, cropped",
    (x, w) => op.conv1d(x!, w!, { padding: [[-1, 1]] }),
    [
      [1, 1, 5],
      [2, 1, 2],
    ],
  ],
  [
    "conv2d, same",
    (x, w) => op.conv2d(x!, w!, { padding: "same", stride: [1, 2] }),
    [
      [1, 2, 3, 4],
      [2, 2, 2, 3],
    ],
  ],
  [
    "conv2d, groups",
    (x, w) => op.conv2d(x!, w!, { groups: 2, padding: 1 }),
    [
      [2, 4, 2, 3],
      [4, 2, 2, 2],
    ],
  ],
  [
    "conv3d",
    (x, w) => op.conv3d(x!, w!),
    [
      [1, 1, 2, 3, 2],
      [2, 1, 2, 2, 1],
    ],
  ],
  [
    "convTranspose1d",
    (x, w) => op.convTranspose1d(x!, w!, { stride: 3, padding: 1, outputPadding: 2, dilation: 2 }),
    [
      [2, 2, 3],
      [2, 2, 2],
    ],
  ],
  [
    "convTranspose2d, groups",
    (x, w) => op.convTranspose2d(x!, w!, { groups: 2, stride: 2 }),
    [
      [1, 4, 2, 2],
      [4, 1, 2, 2],
    ],
  ],
  ["maxPool1d", (x) => op.maxPool1d(apart(x!), 2, { padding: 1, dilation: 2, stride: 1 }), [[2, 6]]],
  ["maxPool2d", (x) => op.maxPool2d(apart(x!), [2, 3], { stride: 1 }), [[2, 1, 3, 4]]],
  [
    "avgPool1d",
    (x) => op.avgPool1d(x!, 3, { stride: 2, padding: 1, ceilMode: true, countPadding: false }),
    [[2, 6]],
  ],
  ["avgPool2d", (x) => op.avgPool2d(x!, 2, { padding: 1, stride: 1 }), [[2, 3, 2]]],
  ["adaptiveAvgPool2d", (x) => op.adaptiveAvgPool2d(x!, [2, 3]), [[2, 3, 5]]],
  ["adaptiveMaxPool1d", (x) => op.adaptiveMaxPool1d(apart(x!), 2), [[2, 5]]],
  ["unfold", (x) => op.unfold(x!, [2, 2], { padding: 1, stride: 2 }), [[2, 1, 3, 3]]],
  ["fold", (x) => op.fold(x!, [4], 2, { stride: 1 }), [[2, 4, 3]]],
];
