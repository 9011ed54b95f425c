/** What every failure of this package has: a stable `code`, and a message that ends with the remedy. */
export class NetworkError extends Error {
  /** Stable identifier of the failure, such as `nn/description`. */
  readonly code: `nn/${string}`;

  constructor(code: `nn/${string}`, message: string) {
    super(message);
    this.code = code;
    this.name = new.target.name;
  }
}
