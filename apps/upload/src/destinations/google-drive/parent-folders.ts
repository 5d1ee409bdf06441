import { createHash } from 'node:crypto';
import { kindOf } from '@throughline/contracts';
import { recordName, type Records, type StoredRecord } from '@throughline/credentials';
import { DriveClient, quoted } from './drive-client.js';

/** Another has named it meanwhile, again and again: somebody deletes it all the time. */
const MOST_ROUNDS = 5;

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
    for (const name of names) id = await this.#inside(id, name, signal);
    return id;
  }

  async #inside(parent: string, name: string, signal: AbortSignal | undefined): Promise<string> {
    const digest = createHash('sha256')
      .update(JSON.stringify([this.place, parent, name]))
      .digest('hex')
      .slice(0, 40);
    const record = recordName('drive-folder', digest);
    for (let rounds = 0; rounds < MOST_ROUNDS; rounds += 1) {
      const noted = await this.notes.read(record);
      if (noted !== undefined && (await this.#isThere(noted.text, { parent, name }, signal))) return noted.text;
      await this.#agree(record, noted, await this.#idFor(parent, name, signal));
    }
    throw new Error(`The folder of an output is replaced all the time`);
  }

  /** Noted, it may not be made yet: its author died, or is about to. Taken away by somebody it cannot be made again. */
  async #isThere(
    id: string,
    { parent, name }: { parent: string; name: string },
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    if ((await this.drive.find(id, signal)) !== undefined) return true;
    await this.drive.createFolder({ id, name, parents: [parent] }, signal);
    return (await this.drive.find(id, signal)) !== undefined;
  }

  /** One that was there before, or an id for a new one. */
  async #idFor(parent: string, name: string, signal: AbortSignal | undefined): Promise<string> {
    const found = await this.drive.search(
      `name = ${quoted(name)} and mimeType = 'application/vnd.google-apps.folder' and ${quoted(parent)} in parents`,
      signal,
    );
    if (found[0] !== undefined) return found[0].id;
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
