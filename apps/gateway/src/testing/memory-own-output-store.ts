import type { CredentialId } from '@throughline/credentials';
import type { NewOwnOutput, OwnOutput, OwnOutputContent, OwnOutputId } from '../outputs/own/own-output.js';
import type { EndedTest, OwnOutputConflict, OwnOutputStore, ReadOwnOutput } from '../outputs/own/own-output-store.js';

export class MemoryOwnOutputStore implements OwnOutputStore {
  readonly #outputs = new Map<OwnOutputId, OwnOutput>();
  #last = 0;

  constructor(
    private readonly now: () => Date = () => new Date(),
    private readonly hasCredential: (id: CredentialId) => boolean = () => true,
  ) {}

  uses(credential: CredentialId): boolean {
    return [...this.#outputs.values()].some(({ credentialId }) => credentialId === credential);
  }

  list(libraryId: string): Promise<readonly OwnOutput[]> {
    return Promise.resolve([...this.#outputs.values()].filter((one) => one.libraryId === libraryId));
  }

  versionsOf(libraryIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const versions = new Map<string, string>();
    for (const { id, libraryId, revision } of this.#outputs.values())
      if (libraryIds.includes(libraryId))
        versions.set(libraryId, `${versions.get(libraryId) ?? ''} ${String(id)}.${String(revision)}`);
    return Promise.resolve(versions);
  }

  find(id: OwnOutputId): Promise<OwnOutput | undefined> {
    return Promise.resolve(this.#outputs.get(id));
  }

  add(output: NewOwnOutput): Promise<OwnOutput | OwnOutputConflict> {
    const isTaken = [...this.#outputs.values()].some(
      ({ libraryId, name }) => libraryId === output.libraryId && name === output.name,
    );
    if (isTaken) return Promise.resolve('name-taken');
    if (this.#lacksCredential(output)) return Promise.resolve('credential-gone');
    this.#last += 1;
    const at = this.now().toISOString();
    const added = { ...output, id: this.#last, revision: 1, lastTest: undefined, createdAt: at, updatedAt: at };
    this.#outputs.set(added.id, added);
    return Promise.resolve(added);
  }

  replace({ id, revision }: ReadOwnOutput, content: OwnOutputContent): Promise<OwnOutput | 'stale' | 'credential-gone'> {
    const before = this.#outputs.get(id);
    if (before?.revision !== revision) return Promise.resolve('stale');
    if (this.#lacksCredential(content)) return Promise.resolve('credential-gone');
    const updatedAt = this.now().toISOString();
    const { patterns: _patterns, ...rest } = before;
    const replaced = { ...rest, ...content, revision: revision + 1, lastTest: undefined, updatedAt };
    this.#outputs.set(id, replaced);
    return Promise.resolve(replaced);
  }

  recordTest({ id, revision }: ReadOwnOutput, { items, grantId }: EndedTest): Promise<void> {
    const tested = this.#outputs.get(id);
    if (tested?.revision === revision)
      this.#outputs.set(id, { ...tested, lastTest: { at: this.now().toISOString(), items: [...items], grantId } });
    return Promise.resolve();
  }

  remove({ id, revision }: ReadOwnOutput): Promise<boolean> {
    return Promise.resolve(this.#outputs.get(id)?.revision === revision && this.#outputs.delete(id));
  }

  #lacksCredential({ credentialId }: OwnOutputContent): boolean {
    return credentialId !== undefined && !this.hasCredential(credentialId);
  }
}
