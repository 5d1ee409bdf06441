import { SharedDraft, storageOfBrowser, type DraftFormat } from '../drafts/shared-draft.js';
import { deleteDrafts, listDrafts, type UnsavedDraft } from '../drafts/unsaved-drafts.js';
import { createKey } from '../api/client.js';
import { soundFilesOf, type SoundFiles } from './sound-files.js';

/** A recording from the microphone that was not sent yet. */
export interface KeptSound {
  readonly id: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** The media type that the browser records. */
  readonly type: string;
  readonly seconds: number;
  /** The number of its parts, which make one file. */
  readonly parts: number;
}

type Facts = Omit<KeptSound, 'id'>;

const parseFacts = (stored: unknown): Facts | undefined => {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { startedAt, type, seconds, parts } = stored as Partial<Record<keyof Facts, unknown>>;
  const isWhole =
    typeof startedAt === 'string' && typeof type === 'string' && typeof seconds === 'number' && typeof parts === 'number';
  return isWhole && !Number.isNaN(Date.parse(startedAt)) ? { startedAt, type, seconds, parts } : undefined;
};

/** Signing out names these drafts too. */
const SOUND: DraftFormat<Facts | undefined> = {
  kind: 'sound',
  none: undefined,
  parse: parseFacts,
  isFilled: (facts) => facts !== undefined,
};

const ENDINGS: Readonly<Record<string, string>> = { 'audio/webm': 'webm', 'audio/mp4': 'm4a', 'audio/ogg': 'ogg' };

const bareType = (type: string): string => type.split(';')[0]?.trim().toLowerCase() ?? '';

/** Returns `2026-11-28 14.03.webm`, in the user's time zone. */
export function nameSound({ startedAt, type }: Pick<KeptSound, 'startedAt' | 'type'>): string {
  const at = new Date(startedAt);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [String(at.getFullYear()), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day} ${two(at.getHours())}.${two(at.getMinutes())}.${ENDINGS[bareType(type)] ?? 'webm'}`;
}

/** A sound of this page, with the parts that the browser did not store: it has no room left, or keeps nothing. */
interface SoundOfPage {
  readonly facts: Facts;
  readonly unstored: ReadonlyMap<number, Blob>;
}

/** The recordings of one person in this browser that were not sent yet. */
export class KeptSounds {
  readonly #ofPage = new Map<string, SoundOfPage>();

  constructor(
    private readonly user: string,
    private readonly files: SoundFiles = soundFilesOf(user),
    private readonly storage: Storage | undefined = storageOfBrowser(),
  ) {}

  /** Returns them in the order of their beginnings. */
  list(): readonly KeptSound[] {
    const stored = listDrafts(this.user, this.storage).filter(({ kind }) => kind === 'sound');
    const ids = new Set([...stored.map(({ item }) => item), ...this.#ofPage.keys()]);
    return [...ids]
      .flatMap((id) => {
        const facts = this.#ofPage.get(id)?.facts ?? this.#draft(id).get();
        return facts === undefined ? [] : [{ id, ...facts }];
      })
      .toSorted((one, other) => one.startedAt.localeCompare(other.startedAt));
  }

  begin(facts: Pick<Facts, 'startedAt' | 'type'>): string {
    const id = createKey();
    this.#ofPage.set(id, { facts: { ...facts, seconds: 0, parts: 0 }, unstored: new Map() });
    return id;
  }

  /** Adds the next part. Call it for one part after the other. */
  async add(id: string, bytes: Blob, seconds: number): Promise<void> {
    const { facts, unstored } = this.#ofPage.get(id) ?? {};
    if (facts === undefined || unstored === undefined) throw new Error('This page does not record this sound');
    // Deleted with the sign-out, which has ended the recording.
    if (facts.parts > unstored.size && this.#draft(id).get() === undefined) return;
    const grown = { ...facts, seconds, parts: facts.parts + 1 };
    const isStored = await this.#store(id, bytes, grown);
    this.#ofPage.set(id, { facts: grown, unstored: isStored ? unstored : new Map([...unstored, [facts.parts, bytes]]) });
  }

  /** Returns true if the end of this page would lose a part of the sound. */
  isLosable(id: string): boolean {
    return (this.#ofPage.get(id)?.unstored.size ?? 0) > 0;
  }

  /** Returns the file. Ends before a part that was lost with an earlier page. Rejects if there is none. */
  async read(sound: KeptSound): Promise<File> {
    const parts: Blob[] = [];
    for (let index = 0; index < sound.parts; index += 1) {
      const part = this.#ofPage.get(sound.id)?.unstored.get(index) ?? (await this.files.read(sound.id, index));
      if (part === undefined) break;
      parts.push(part);
    }
    if (parts.length === 0) throw new Error('The browser has no part of the recording');
    return new File(parts, nameSound(sound), { type: bareType(sound.type) });
  }

  async remove(id: string): Promise<void> {
    const isListed = this.#draft(id).get() !== undefined;
    await this.files.remove(id).catch((error: unknown) => {
      // A browser without such files has stored nothing.
      if (isListed) throw error;
    });
    this.#ofPage.delete(id);
    deleteDrafts(this.user, [{ kind: 'sound', item: id }], this.storage);
  }

  /** Returns true if a later page finds the last part of the grown sound. */
  async #store(id: string, bytes: Blob, grown: Facts): Promise<boolean> {
    try {
      await this.files.write(id, grown.parts - 1, bytes);
    } catch {
      return false;
    }
    const draft = this.#draft(id);
    draft.change(() => grown);
    return draft.isKept.current;
  }

  #draft(id: string): SharedDraft<Facts | undefined> {
    return new SharedDraft(SOUND, { user: this.user, item: id }, this.storage);
  }
}

/** Deletes the sounds among drafts that a person no longer wants. */
export async function deleteSounds(user: string, drafts: readonly UnsavedDraft[]): Promise<void> {
  const files = soundFilesOf(user);
  await Promise.all(drafts.filter(({ kind }) => kind === 'sound').map(({ item }) => files.remove(item)));
}
