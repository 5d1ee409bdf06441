import type { MemoryGateway } from '#src/testing/memory-gateway.js';

type Factory = (gateway: MemoryGateway, token: string, name: string) => () => Promise<string>;

export interface Numbered {
  readonly make: () => Promise<string>;
  readonly kept: readonly string[];
  readonly foreign: readonly string[];
  /** Returns the id of a part, such as a run of a job. */
  readonly partOf?: (id: string, name: string) => string | undefined;
}

/** Creates control data with numbers as ids, for the fuzzing user and for a stranger. */
export async function createNumbered(
  gateway: MemoryGateway,
  [stranger, secret]: readonly [stranger: string, secret: string],
  factory: Factory,
): Promise<Numbered> {
  const make = factory(gateway, gateway.token, 'mine');
  const makeForeign = factory(gateway, await gateway.tokenFor(['write'], stranger), secret);
  const foreign = [await makeForeign(), await makeForeign()];
  return { make, foreign, kept: [await make(), await make()] };
}
