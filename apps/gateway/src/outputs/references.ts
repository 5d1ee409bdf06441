import type { OutputConfig } from '@throughline/contracts';
import { OffersReference, type Reference, type Uses } from '../kit/references/index.js';
import type { OwnOutputStore } from './own/own-output-store.js';

export interface OutputsOfCredentialsParts {
  readonly store: Pick<OwnOutputStore, 'list'>;
  /** The outputs of the server. They may use credentials of any library. */
  readonly shared: readonly OutputConfig[];
}

/** The outputs of the server, and own ones, that deliver with a credential. */
@OffersReference()
export class OutputsOfCredentials implements Reference<'credential', 'outputs'> {
  readonly of = 'credential';
  readonly by = 'outputs';

  constructor(private readonly parts: OutputsOfCredentialsParts) {}

  async list(libraryId: string): Promise<(credential: number) => Uses['credential']['outputs']> {
    const { store, shared } = this.parts;
    const own = await store.list(libraryId);
    return (credential) => [
      ...shared.filter(({ settings }) => settings['credential'] === credential).map(({ name }) => name),
      ...own.filter(({ credentialId }) => credentialId === credential).map(({ name }) => name),
    ];
  }
}
