import { randomUUID } from 'node:crypto';
import type { Destination } from '../destination.js';
import { idMark } from '../folder-name.js';
import { destinationContract } from '../../testing/destination.contract.js';
import { placeOf } from './place.js';
import { allowedHosts } from '../../testing/allowed-hosts.js';
import { stagingOnRecord } from './testing/on-record.js';
import { webdavServers, type RunningServer, type Shown } from './testing/servers.js';
import { WebdavDestination } from './webdav-destination.js';

const isStaging = (name: string): boolean => name.startsWith('.throughline-staging-');
const isShown = (value: Shown[string] | undefined): value is Shown => typeof value === 'object';

const opened = ({ connection }: RunningServer, path: string): Destination =>
  new WebdavDestination(
    placeOf({ connection: 'it', path }, { connections: { it: connection }, allowed: allowedHosts('127.0.0.1') }),
  );

/** A folder of its own, with a name that has to be encoded, below one that is not there yet. */
const pathOf = (): readonly string[] => ['Vorträge & Gespräche', `год ${randomUUID().slice(0, 8)}`];

for (const { name, start } of await webdavServers()) {
  let server: RunningServer;
  beforeAll(async () => {
    server = await start();
  }, 60_000);
  afterAll(() => server.close());

  destinationContract(
    `a folder of ${name}`,
    { class: 'keyed', canBeAsked: true, sharesPlaces: true, onRecord: stagingOnRecord },
    async () => {
      const path = pathOf();
      const destination = opened(server, path.join('/'));
      await destination.check();
      const shown = async (): Promise<Shown> => {
        const all: Shown = await server.show();
        const inner = path.reduce<Shown[string] | undefined>((at, segment) => (isShown(at) ? at[segment] : undefined), all);
        return isShown(inner) ? inner : {};
      };
      return {
        destination,
        objects: async (assetId) =>
          Object.entries(await shown()).flatMap(([folder, files]) =>
            folder.endsWith(idMark(assetId)) && isShown(files)
              ? [
                  Object.fromEntries(Object.entries(files).filter(([file]) => file !== '.throughline.json')) as Record<
                    string,
                    string
                  >,
                ]
              : [],
          ),
        sessions: async () => Object.keys(await shown()).filter((folder) => isStaging(folder) && !folder.endsWith('-old')),
        leftovers: async () =>
          Object.keys(await shown()).filter(
            (folder) => folder.startsWith('.') && (!isStaging(folder) || folder.endsWith('-old')),
          ),
        close: () => Promise.resolve(),
      };
    },
  );
}
