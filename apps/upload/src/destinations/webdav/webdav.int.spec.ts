import { randomUUID } from 'node:crypto';
import { testDepth } from '@throughline/contracts/testing';
import { withTool } from '@throughline/stack/testing';
import type { Destination } from '../../kit/destination.js';
import { toIdMark } from '../../kit/folder-name.js';
import { destinationContract } from '../../testing/destination.contract.js';
import { createWebdavOutput } from './webdav-output.js';
import { listRecordedStaging } from '#testing/recorded-staging.js';
import { webdavServers, type RunningServer, type FolderContent } from '@throughline/webdav/testing';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { RemoteDestination } from '../../remote-folders/remote-destination.js';

const isStaging = (name: string): boolean => name.startsWith('.throughline-staging-');
const isShown = (value: FolderContent[string] | undefined): value is FolderContent => typeof value === 'object';

const openDestination = ({ connection }: RunningServer, path: string): Destination =>
  new RemoteDestination(
    createWebdavOutput({ connection: 'it', path }, { connections: { it: connection }, allowed: parseAllowedHosts('127.0.0.1') }),
  );

interface Item {
  readonly levels: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

const itemsIn = (shown: FolderContent, assetId: string, levels: readonly string[] = []): readonly Item[] =>
  Object.entries(shown).flatMap(([name, inner]): readonly Item[] => {
    if (!isShown(inner)) return [];
    if (!name.endsWith(toIdMark(assetId))) return itemsIn(inner, assetId, [...levels, name]);
    const files = Object.entries(inner).filter(([file]) => file !== '.throughline.json');
    return [{ levels, files: Object.fromEntries(files) as Record<string, string> }];
  });

/** Returns a unique path with a name that must be encoded, below a missing folder. */
const pathOf = (): readonly string[] => ['Vorträge & Gespräche', `год ${randomUUID().slice(0, 8)}`];

function folderTests(name: string, start: () => Promise<RunningServer>): void {
  let server: RunningServer;
  beforeAll(async () => {
    server = await start();
  }, 60_000);
  afterAll(() => server.close());

  destinationContract(
    `a folder of ${name}`,
    { class: 'keyed', canBeAsked: true, refusesSharedLocations: true, hasFolders: true, onRecord: listRecordedStaging },
    async () => {
      const path = pathOf();
      const destination = openDestination(server, path.join('/'));
      await destination.check();
      const readFolder = async (): Promise<FolderContent> => {
        const all: FolderContent = await server.show();
        const inner = path.reduce<FolderContent[string] | undefined>(
          (at, segment) => (isShown(at) ? at[segment] : undefined),
          all,
        );
        return isShown(inner) ? inner : {};
      };
      return {
        destination,
        objects: async (assetId) => itemsIn(await readFolder(), assetId).map(({ files }) => files),
        foldersOf: async (assetId) => itemsIn(await readFolder(), assetId).map(({ levels }) => levels.join('/')),
        sessions: async () => Object.keys(await readFolder()).filter((folder) => isStaging(folder) && !folder.endsWith('-old')),
        leftovers: async () =>
          Object.keys(await readFolder()).filter(
            (folder) => folder.startsWith('.') && (!isStaging(folder) || folder.endsWith('-old')),
          ),
        close: () => Promise.resolve(),
      };
    },
  );
}

const isFake = ({ name }: { readonly name: string }): string => String(name.includes('fake'));
for (const { name, start } of testDepth.oneOfEach(await webdavServers(), isFake)) {
  withTool(name, start, () => {
    describe(`WebDAV, served by ${name}`, () => {
      folderTests(name, start ?? (() => Promise.reject(new Error(`${name} is missing`))));
    });
  });
}
