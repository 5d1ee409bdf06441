import type { Adapter, AdapterPayload } from 'oidc-provider';

/** The memory of a provider. Its own prints a warning for production. */
export class ProviderMemory implements Adapter {
  readonly #entries = new Map<string, AdapterPayload>();

  upsert(id: string, payload: AdapterPayload): Promise<void> {
    this.#entries.set(id, payload);
    return Promise.resolve();
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.#entries.get(id));
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve([...this.#entries.values()].find((one) => one.uid === uid));
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve([...this.#entries.values()].find((one) => one.userCode === userCode));
  }

  consume(id: string): Promise<void> {
    const found = this.#entries.get(id);
    if (found !== undefined) found['consumed'] = Math.floor(Date.now() / 1_000);
    return Promise.resolve();
  }

  destroy(id: string): Promise<void> {
    this.#entries.delete(id);
    return Promise.resolve();
  }

  revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, one] of [...this.#entries]) if (one.grantId === grantId) this.#entries.delete(id);
    return Promise.resolve();
  }
}
