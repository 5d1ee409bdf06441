import { createHash } from 'node:crypto';
import { RetryableError, kindOf, type PermanentError } from '@throughline/contracts';
import { recordName, type Records, type StoredRecord } from '@throughline/credentials';
import { misconfigured } from '../output-settings.js';
import { DriveClient, quoted } from './drive-client.js';

/** Another has named it meanwhile, again and again: somebody deletes it all the time. */
const MOST_ROUNDS = 5;

interface Wanted {
  readonly parent: string;
  readonly name: string;
  /** Whether the parent is the folder that the output names, which nobody makes but a person. */
  readonly atTop: boolean;
}

export const noSuchFolder = (folder: string): PermanentError =>
  misconfigured(
    `The folder '${folder}' is not there, or its Google account may not see it: correct the output, or share the folder with the account`,
  );

/**
 * Folders by name, each made once, however many deliveries want it at the same time: its id is agreed on, over the bus, before it is made, and
 * Drive makes one folder of an id. A search could not do that: it finds late what was made just now.
 */
export class ParentFolders {
  constructor(
    private readonly drive: DriveClient,
    private readonly notes: Records,
    private readonly place: string,
  ) {}

  /** Id of the folder that the names lead to, from this one on. */
  async ensure(from: string, names: readonly string[], signal: AbortSignal | undefined): Promise<string> {
    let id = from;
    for (const name of names) id = await this.#inside({ parent: id, name, atTop: id === from }, signal);
    return id;
  }

  async #inside(wanted: Wanted, signal: AbortSignal | undefined): Promise<string> {
    const { parent, name } = wanted;
    const digest = createHash('sha256')
      .update(JSON.stringify([this.place, parent, name]))
      .digest('hex')
      .slice(0, 40);
    const record = recordName('drive-folder', digest);
    for (let rounds = 0; rounds < MOST_ROUNDS; rounds += 1) {
      const noted = await this.notes.read(record);
      if (noted !== undefined && (await this.#isThere(noted.text, wanted, signal))) return noted.text;
      await this.#agree(record, noted, await this.#idFor(wanted, noted?.text, signal));
    }
    throw new Error(`The folder of an output is replaced all the time`);
  }

  /** Noted, it may not be made yet: its author died, or is about to. Taken away by somebody it cannot be made again. */
  async #isThere(id: string, { parent, name, atTop }: Wanted, signal: AbortSignal | undefined): Promise<boolean> {
    if ((await this.drive.find(id, signal)) !== undefined) return true;
    const made = await this.drive.createFolder({ id, name, parents: [parent] }, signal);
    if (made === 'asked') return (await this.drive.find(id, signal)) !== undefined;
    if (atTop) throw noSuchFolder(parent);
    throw new RetryableError(
      'output-changed',
      `The folder that '${name}' lies in was taken away from Google Drive; it is made anew`,
    );
  }

  /** One that was there before, or an id for a new one. A search may still find what is gone. */
  async #idFor({ parent, name }: Wanted, gone: string | undefined, signal: AbortSignal | undefined): Promise<string> {
    const found = await this.drive.search(
      `name = ${quoted(name)} and mimeType = 'application/vnd.google-apps.folder' and ${quoted(parent)} in parents`,
      signal,
    );
    const there = found.find((folder) => folder.id !== gone);
    if (there !== undefined) return there.id;
    const [id = ''] = await this.drive.newIds(1, signal);
    return id;
  }

  /** Where another was first, its word counts. */
  async #agree(record: string, before: StoredRecord | undefined, id: string): Promise<void> {
    try {
      await this.notes.write(record, id, before?.revision ?? 'absent');
    } catch (error) {
      if (kindOf(error) !== 'record-conflict') throw error;
    }
  }
}
