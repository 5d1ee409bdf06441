import { AllowList, type ZoomConnection } from '@throughline/outgoing';
import { unknownConnectionError } from './zoom-errors.js';
import { ZoomApi, type ZoomApiOptions } from './zoom-api.js';

/** The Zoom accounts that the operator has connected, by name. All users of an account share its access token. */
export class ZoomAccounts {
  readonly #apis: ReadonlyMap<string, ZoomApi>;

  constructor(
    connections: Readonly<Record<string, ZoomConnection>> = {},
    { allowed = AllowList.nothing, now = Date.now }: Partial<ZoomApiOptions> = {},
  ) {
    this.#apis = new Map(
      Object.entries(connections).map(([name, connection]) => [name, new ZoomApi(name, connection, { allowed, now })]),
    );
  }

  get names(): readonly string[] {
    return [...this.#apis.keys()];
  }

  find(name: string): ZoomApi {
    const api = this.#apis.get(name);
    if (api === undefined) throw unknownConnectionError(name);
    return api;
  }
}
