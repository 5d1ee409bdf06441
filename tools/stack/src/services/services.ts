import { join } from 'node:path';
import type { OwnFolders } from '../config.js';
import type { DataFolder } from '../data-folder/data-folder.js';
import type { Secrets } from '../data-folder/secrets.js';
import type { NatsUser } from '../nats/nats-users.js';
import { GATEWAY_ROLE, OWNER_ROLE, PROJECTOR_ROLE, roleUrl } from '../postgres/database.js';
import { SEARCH_ROLE } from '../postgres/search-schema.js';
import type { MediaTools } from '../provision/provision.js';

export interface ServiceSettings {
  readonly data: DataFolder;
  readonly secrets: Secrets;
  readonly natsUrl: string;
  readonly natsMonitorUrl: string;
  readonly postgresPort: number;
  readonly gatewayPort: number;
  readonly media: MediaTools;
  readonly folders: OwnFolders;
  /** The program that downloads a speech model. */
  readonly modelFetcher: string;
  /** Environment that enables simulated connectors; empty without them. */
  readonly simulation: Readonly<Record<string, string>>;
}

export interface Service {
  readonly name: string;
  readonly app: string;
  /** The file of its program. */
  readonly main: string;
  readonly env: Readonly<Record<string, string>>;
}

const BUS_USERS = {
  gateway: 'gateway',
  ingest: 'ingest',
  processing: 'processing',
  upload: 'upload',
  'status-projector': 'projector',
  search: 'search',
} as const;
export type ServiceName = keyof typeof BUS_USERS;

/** In start order: first the service that creates the tables, last the one that clients use. */
export const SERVICE_NAMES: readonly ServiceName[] = ['status-projector', 'search', 'ingest', 'processing', 'upload', 'gateway'];

export const services = (settings: ServiceSettings): Service[] =>
  SERVICE_NAMES.map((name) => ({
    name,
    ...programOf(name),
    env: { ...sharedEnvironment(settings, BUS_USERS[name]), ...serviceEnvironment(name, settings), ...settings.simulation },
  }));

/** The search has an entry of its own in the program of the gateway. */
export const programOf = (name: ServiceName): Pick<Service, 'app' | 'main'> =>
  name === 'search' ? { app: join('apps', 'gateway'), main: 'search.main.js' } : { app: join('apps', name), main: 'main.js' };

/** Variables with the operator's folders beside those of the data folder. */
const ADDED_TO: readonly string[] = ['TL_SOURCE_FOLDERS', 'TL_OUTPUT_FOLDERS'];

/** Returns the variables of the operator that no service receives, because the stack has a value of its own. */
export function findUnused(env: NodeJS.ProcessEnv, all: readonly Service[]): readonly string[] {
  const isSet = (name: string): boolean => env[name] !== undefined && env[name] !== '';
  const replaced = all.flatMap((service) => Object.entries(service.env).filter(([name, value]) => env[name] !== value));
  const names = new Set(replaced.map(([name]) => name).filter((name) => isSet(name) && !ADDED_TO.includes(name)));
  return [...names].sort();
}

/** Gives every service its own NATS user and only the secrets that it needs. */
const sharedEnvironment = ({ secrets, natsUrl, data }: ServerSettings, user: NatsUser): Record<string, string> => ({
  TL_NATS_URL: natsUrl,
  TL_NATS_USER: user,
  TL_NATS_PASSWORD: secrets.nats[user],
  TL_MASTER_KEY: secrets.masterKey,
  TL_ARTIFACTS_DIR: data.artifacts(),
  TL_HTTP_HOST: '127.0.0.1',
  // Any free port: only the gateway must be found by others.
  TL_HTTP_PORT: '0',
});

function serviceEnvironment(name: ServiceName, settings: ServiceSettings): Record<string, string> {
  const { data, secrets, natsMonitorUrl, postgresPort, gatewayPort, media, folders } = settings;
  switch (name) {
    case 'gateway':
      return {
        TL_HTTP_PORT: String(gatewayPort),
        TL_POSTGRES_URL: roleUrl(postgresPort, GATEWAY_ROLE, secrets.postgres.gateway),
        TL_BOOTSTRAP_TOKEN: secrets.bootstrapToken,
        TL_NATS_MONITOR_URL: natsMonitorUrl,
      };
    case 'status-projector':
      return { TL_POSTGRES_URL: roleUrl(postgresPort, PROJECTOR_ROLE, secrets.postgres.projector) };
    case 'search':
      return { TL_POSTGRES_URL: roleUrl(postgresPort, SEARCH_ROLE, secrets.postgres.search) };
    case 'ingest':
      return {
        TL_MEDIA_TOOLS: JSON.stringify(mediaSetting(media)),
        TL_SOURCE_FOLDERS: JSON.stringify({ inbox: data.inbox(), ...folders.sources }),
      };
    case 'processing':
      return { TL_MEDIA_TOOLS: JSON.stringify(mediaSetting(media)), TL_MODEL_FETCHER: settings.modelFetcher };
    case 'upload':
      return {
        TL_MEDIA_TOOLS: JSON.stringify(mediaSetting(media)),
        TL_OUTPUT_FOLDERS: JSON.stringify({ library: data.library(), ...folders.outputs }),
      };
  }
}

type ServerSettings = Omit<
  ServiceSettings,
  'natsMonitorUrl' | 'gatewayPort' | 'media' | 'folders' | 'modelFetcher' | 'simulation'
>;

/** Returns the environment of `rebuild` and `verify`: the projector's rights on the bus, and the owner of its tables. */
export const rebuildEnvironment = (settings: ServerSettings): Record<string, string> => ({
  ...sharedEnvironment(settings, BUS_USERS['status-projector']),
  TL_POSTGRES_URL: roleUrl(settings.postgresPort, OWNER_ROLE, settings.secrets.postgres.projectionOwner),
});

/** Formats TL_MEDIA_TOOLS: the path of each tool and the environment of its process. */
export function mediaSetting({ ffmpeg, ffprobe, pocketsphinx }: MediaTools): object {
  return {
    ffmpeg: { path: ffmpeg.paths.ffmpeg, env: ffmpeg.env },
    ffprobe: { path: ffprobe.paths.ffprobe, env: ffprobe.env },
    ...(pocketsphinx ? { pocketsphinx: { ...speechPaths(pocketsphinx.paths), env: pocketsphinx.env } } : {}),
  };
}

const speechPaths = ({ decoder, ...model }: NonNullable<MediaTools['pocketsphinx']>['paths']): object => ({
  path: decoder,
  ...model,
});
