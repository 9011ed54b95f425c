export { NetworkError } from "./errors.ts";
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
