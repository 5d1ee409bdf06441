import type { NewChallenge, NewPasskey, Passkey, PasskeyStore } from '../people/passkeys/passkey-store.js';

export class MemoryPasskeyStore implements PasskeyStore {
  readonly #passkeys = new Map<string, Passkey>();
  readonly #challenges = new Map<string, NewChallenge>();

  constructor(private readonly now: () => Date = () => new Date()) {}

  addChallenge(challenge: NewChallenge): Promise<void> {
    this.#challenges.set(challenge.hash, challenge);
    return Promise.resolve();
  }

  takeChallenge(hash: string, boundTo: string): Promise<boolean> {
    const found = this.#challenges.get(hash);
    const isHeld = found?.boundTo === boundTo && !this.#isOver(found.expiresAt);
    if (isHeld) this.#challenges.delete(hash);
    return Promise.resolve(isHeld);
  }

  removeExpiredChallenges(): Promise<number> {
    const expired = [...this.#challenges.values()].filter(({ expiresAt }) => this.#isOver(expiresAt));
    for (const { hash } of expired) this.#challenges.delete(hash);
    return Promise.resolve(expired.length);
  }

  async add(passkey: NewPasskey): Promise<Passkey | undefined> {
    if ((await this.find(passkey.credentialId)) !== undefined) return undefined;
    const added = { ...passkey, createdAt: this.now().toISOString(), lastUsedAt: undefined };
    this.#passkeys.set(passkey.id, added);
    return added;
  }

  find(credentialId: string): Promise<Passkey | undefined> {
    return Promise.resolve([...this.#passkeys.values()].find((one) => one.credentialId === credentialId));
  }

  list(userId: string): Promise<readonly Passkey[]> {
    return Promise.resolve([...this.#passkeys.values()].filter((one) => one.userId === userId));
  }

  rename(userId: string, id: string, name: string): Promise<Passkey | undefined> {
    return Promise.resolve(this.#change(userId, id, (found) => this.#passkeys.set(id, { ...found, name })));
  }

  remove(userId: string, id: string): Promise<Passkey | undefined> {
    const found = this.#passkeys.get(id);
    this.#change(userId, id, () => this.#passkeys.delete(id));
    return Promise.resolve(found?.userId === userId ? found : undefined);
  }

  async removeAll(userId: string): Promise<number> {
    const found = await this.list(userId);
    for (const { id } of found) this.#passkeys.delete(id);
    return found.length;
  }

  use(id: string, { counter, backedUp }: { counter: number; backedUp: boolean }): Promise<boolean> {
    const found = this.#passkeys.get(id);
    if (found === undefined || !(found.counter < counter || (found.counter === 0 && counter === 0)))
      return Promise.resolve(false);
    this.#passkeys.set(id, { ...found, counter, backedUp, lastUsedAt: this.now().toISOString() });
    return Promise.resolve(true);
  }

  #change(userId: string, id: string, change: (found: Passkey) => void): Passkey | undefined {
    const found = this.#passkeys.get(id);
    if (found?.userId !== userId) return undefined;
    change(found);
    return this.#passkeys.get(id);
  }

  #isOver(time: string): boolean {
    return Date.parse(time) <= this.now().getTime();
  }
}
