import { createReadStream } from 'node:fs';
import type { UserStore } from '../../../people/index.js';
import { ArchiveWriter } from './archive-writer.js';
import type { ExportProgress } from './data-export.js';
import { accountSections, administrationLines, librarySections, type SectionPorts } from './data-sections.js';
import { IndexPage } from './index-page.js';
import { ItemArchive, type ItemArchivePorts } from './item-archive.js';
import { README } from './readme.js';

export interface ArchivePorts extends ItemArchivePorts, SectionPorts {
  readonly users: UserStore;
}

export interface ArchiveRequest {
  readonly userId: string;
  readonly at: string;
  /** Called when the items were counted, and after each item. */
  readonly onProgress: (progress: Pick<ExportProgress, 'items' | 'totalItems'>) => Promise<void>;
}

const ADMINISTRATION = 'account/administration-log.jsonl';
/** Version of the archive's layout, for programs that read it. */
const FORMAT = 1;

const ownedBy = (user: Awaited<ReturnType<UserStore['find']>>): readonly string[] =>
  (user?.libraries ?? []).filter(({ role }) => role === 'owner').map(({ id }) => id);

/** Returns whether the user still owns all libraries of an archive. */
export async function isOwnerOfAll(
  users: Pick<UserStore, 'find'>,
  userId: string,
  libraries: readonly string[],
): Promise<boolean> {
  const owned = ownedBy(await users.find(userId));
  return libraries.every((id) => owned.includes(id));
}

/** Writes all data of a user, and ends the archive. Returns the libraries that it contains. */
export async function writeArchive(
  ports: ArchivePorts,
  archive: ArchiveWriter,
  { userId, at, onProgress }: ArchiveRequest,
): Promise<readonly string[]> {
  const index = new IndexPage(archive);
  const items = new ItemArchive(ports, archive, index);
  const user = await ports.users.find(userId);
  const libraries = ownedBy(user);
  const counts = await Promise.all(libraries.map((library) => items.count(library)));
  const totalItems = counts.reduce((sum, count) => sum + count, 0);
  let done = 0;
  await onProgress({ items: done, totalItems });

  await archive.addText('README.txt', README);
  await archive.appendTo('missing.jsonl', '');
  await index.start(user?.name ?? userId, at);
  const writeSections = async (folder: string, sections: ReturnType<typeof accountSections>): Promise<void> => {
    await index.startSection(folder);
    for (const [name, read] of Object.entries(sections)) {
      await archive.addJson(`${folder}/${name}.json`, await read());
      await index.addPart(`${folder}/${name}.json`);
    }
  };
  await writeSections('account', accountSections(ports, userId));
  await archive.addLines(ADMINISTRATION, administrationLines(ports, userId));
  await index.addPart(ADMINISTRATION);
  for (const library of libraries) {
    await writeSections(`libraries/${library}/settings`, librarySections(ports, library));
    await items.write(library, async () => {
      done += 1;
      await onProgress({ items: done, totalItems: Math.max(done, totalItems) });
    });
  }
  await index.end();
  const open = (path: string): ReturnType<typeof createReadStream> => createReadStream(path);
  await archive.addSpooled('index.html', open);
  await archive.addSpooled('missing.jsonl', open);
  await archive.addJson('manifest.json', {
    format: FORMAT,
    exported_at: at,
    user: { id: userId, name: user?.name ?? null },
    libraries,
    items: done,
    files: archive.files,
  });
  await archive.end(open);
  return libraries;
}
