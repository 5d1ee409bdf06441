import type { CredentialId } from '@throughline/credentials';
import type { NewPreset, Preset, PresetContent, PresetId } from '../outputs/presets/preset.js';
import type { EndedTest, PresetConflict, PresetStore, ReadPreset } from '../outputs/presets/preset-store.js';

export class MemoryPresetStore implements PresetStore {
  readonly #presets = new Map<PresetId, Preset>();
  #last = 0;

  constructor(
    private readonly now: () => Date = () => new Date(),
    private readonly hasCredential: (id: CredentialId) => boolean = () => true,
  ) {}

  uses(credential: CredentialId): boolean {
    return [...this.#presets.values()].some(({ credentialId }) => credentialId === credential);
  }

  list(libraryId: string): Promise<readonly Preset[]> {
    return Promise.resolve([...this.#presets.values()].filter((one) => one.libraryId === libraryId));
  }

  find(id: PresetId): Promise<Preset | undefined> {
    return Promise.resolve(this.#presets.get(id));
  }

  add(preset: NewPreset): Promise<Preset | PresetConflict> {
    const isTaken = [...this.#presets.values()].some(
      ({ libraryId, name }) => libraryId === preset.libraryId && name === preset.name,
    );
    if (isTaken) return Promise.resolve('name-taken');
    if (this.#lacksCredential(preset)) return Promise.resolve('credential-gone');
    this.#last += 1;
    const at = this.now().toISOString();
    const added = { ...preset, id: this.#last, revision: 1, lastTest: undefined, createdAt: at, updatedAt: at };
    this.#presets.set(added.id, added);
    return Promise.resolve(added);
  }

  replace({ id, revision }: ReadPreset, content: PresetContent): Promise<Preset | 'stale' | 'credential-gone'> {
    const before = this.#presets.get(id);
    if (before?.revision !== revision) return Promise.resolve('stale');
    if (this.#lacksCredential(content)) return Promise.resolve('credential-gone');
    const updatedAt = this.now().toISOString();
    const { patterns: _patterns, ...rest } = before;
    const replaced = { ...rest, ...content, revision: revision + 1, lastTest: undefined, updatedAt };
    this.#presets.set(id, replaced);
    return Promise.resolve(replaced);
  }

  recordTest({ id, revision }: ReadPreset, { items, grantId }: EndedTest): Promise<void> {
    const tested = this.#presets.get(id);
    if (tested?.revision === revision)
      this.#presets.set(id, { ...tested, lastTest: { at: this.now().toISOString(), items: [...items], grantId } });
    return Promise.resolve();
  }

  remove({ id, revision }: ReadPreset): Promise<boolean> {
    return Promise.resolve(this.#presets.get(id)?.revision === revision && this.#presets.delete(id));
  }

  #lacksCredential({ credentialId }: PresetContent): boolean {
    return credentialId !== undefined && !this.hasCredential(credentialId);
  }
}
