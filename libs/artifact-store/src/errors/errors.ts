/* Callers tell these errors apart by `kind`, never by class or message. */

export class ArtifactNotFoundError extends Error {
  readonly kind = 'not-found';
  constructor(
    readonly key: string,
    options?: ErrorOptions,
  ) {
    super(`There is no artifact ${key}`, options);
    this.name = 'ArtifactNotFoundError';
  }
}

export class ArtifactExistsError extends Error {
  readonly kind = 'exists';
  constructor(readonly key: string) {
    super(`Artifact ${key} exists with other content: artifacts are written once`);
    this.name = 'ArtifactExistsError';
  }
}

export class InvalidKeyError extends Error {
  readonly kind = 'invalid-key';
  constructor(reason: string, options?: ErrorOptions) {
    super(`This cannot be the key of an artifact: ${reason}`, options);
    this.name = 'InvalidKeyError';
  }
}

export class ArtifactTooLargeError extends Error {
  readonly kind = 'too-large';
  constructor(
    readonly key: string,
    readonly limitBytes: number,
  ) {
    super(`Artifact ${key} has more than the ${String(limitBytes)} bytes that are allowed`);
    this.name = 'ArtifactTooLargeError';
  }
}

export class InvalidRangeError extends Error {
  readonly kind = 'invalid-range';
  constructor(
    readonly key: string,
    readonly size: number,
  ) {
    super(`The range does not begin inside artifact ${key} of ${String(size)} bytes`);
    this.name = 'InvalidRangeError';
  }
}
