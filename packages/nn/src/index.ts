// The reading order: activations, initialisers, layers, networks, and their description as text and JSON.
export { ArgumentError, NetworkError } from "./errors.ts";
export {
  type Activation,
  type ActivationChoice,
  ActivationError,
  type ActivationName,
  activationNames,
  type ActivationParameters,
  activationParameterNames,
  completeActivation,
} from "./activation-parameters.ts";
export {
  activate,
  type ActivationArguments,
  gaussianBump,
  gaussianUnit,
  piecewiseLinear,
  sigmoidUnit,
  stepUnit,
} from "./activations.ts";
export {
  type Fans,
  fans,
  gain,
  type GainName,
  glorotNormal,
  glorotUniform,
  heNormal,
  type HeOptions,
  heUniform,
  type Initializer,
  lecunNormal,
  normal,
  type ScaleOptions,
  standardUniform,
  uniform,
  zerosInitializer,
} from "./initializers.ts";
export {
  type Applied,
  type Context,
  type Initialized,
  type Layer,
  LayerShapeError,
  stateless,
} from "./layer.ts";
export { dense, type DenseOptions, type DenseParameters } from "./dense.ts";
export { sequential, type SequenceTree } from "./sequential.ts";
export { DescriptionError } from "./description/error.ts";
export {
  checkNetwork,
  type DenseDescription,
  MAX_LAYERS,
  MAX_PARAMETERS,
  MAX_UNITS,
  type NetworkDescription,
  parameterCount,
  parseNetworkJson,
} from "./description/data.ts";
export { parseNetwork, printNetwork } from "./description/text.ts";
export { network, type Network } from "./network.ts";
