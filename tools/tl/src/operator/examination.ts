import { stat } from 'node:fs/promises';
import { readBrokerProblem } from '@throughline/messaging';
import type { EventSenderList } from '@throughline/api-client';
import { listWorkers, ready } from '@throughline/api-client/operations';
import type { Access, Installation, ToolRecord } from '@throughline/stack';
import { FIRST_ANSWER_MS } from '../client/http-client.js';
import { read } from '../client/views.js';
import { addressProblems } from './address.js';
import { enginesState, type EngineState } from './engines.js';
import { readEventSenders } from './event-senders.js';
import { identityProviderState, type IdentityProviderState } from './identity-provider.js';
import type { ModelReport } from './models.js';
import { readConflictRows, readBlockedRows } from './conflict-rows.js';
import { readPreviousTables, type PreviousTables } from './previous-tables.js';
import { readDriftPass, type DriftPass } from './drift-pass.js';
import { readSearchRemains } from './search-remains.js';
import { withDatabase, withNats } from './servers.js';

export interface ServerState {
  readonly address: string;
  /** null if the server does not answer. */
  readonly version: string | null;
  readonly problem: string | null;
}

export interface GatewayState {
  readonly address: string;
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly detail?: string }>>;
  readonly problem: string | null;
}

/** The presence of a service's workers, as the gateway receives it. */
export interface PresenceState {
  readonly service: string;
  readonly workers: number;
  /** Milliseconds since the last presence message; null if there was none since the gateway started. */
  readonly silent_ms: number | null;
}

export interface ToolState {
  readonly id: string;
  readonly version: string;
  readonly found_by: string;
  readonly path: string;
  /** Date of the program's file, as a hint to its age; null if the file is gone. */
  readonly file_date: string | null;
  readonly notes: readonly string[];
}

export interface Examination {
  readonly node: string;
  readonly data_folder: { readonly path: string; readonly free_bytes: number | null };
  readonly runner: { readonly pid: number } | null;
  readonly last_start: string | null;
  readonly processes: readonly {
    readonly name: string;
    readonly pid: number;
    readonly running: boolean;
    readonly halted: boolean;
  }[];
  readonly tools: readonly ToolState[];
  /** The speech model that transcriptions use. */
  readonly model: ModelReport;
  readonly nats: ServerState | null;
  readonly postgres: ServerState | null;
  readonly gateway: GatewayState | null;
  /** null if the gateway is unreachable or has not listened for long enough. */
  readonly presence: readonly PresenceState[] | null;
  /** null if the gateway cannot tell. */
  readonly engines: readonly EngineState[] | null;
  /** Problems of the public address and its proxy; null if the gateway cannot tell. */
  readonly address_problems: readonly string[] | null;
  /** null if none is set up, or the gateway cannot tell. */
  readonly identity_provider: IdentityProviderState | null;
  /** The senders of events of other systems; null if the gateway cannot tell. */
  readonly event_senders: EventSenderList | null;
  /** Items whose history the projector cannot apply; null if the tables cannot be read. */
  readonly held: readonly BlockedItem[] | null;
  /** The tables that the last rebuild has replaced; null if there are none, or they cannot be read. */
  readonly previous_tables: PreviousTables | null;
  /** The end of the last comparison of all rows with the log; null if the tables cannot be read. */
  readonly drift_pass: DriftPass | null;
  /** Items without content whose texts are still in the search. */
  readonly search_remains: number | null;
  /** Conflicts of the last week, newest first; null if the tables cannot be read. */
  readonly conflicts: readonly ConflictItem[] | null;
}

/** A message that repeats the id of an earlier commit with another body. */
export interface ConflictItem {
  readonly id: string;
  readonly position: string;
  readonly commit_id: string;
  readonly at: string;
}

export interface BlockedItem {
  readonly id: string;
  /** Position of the first commit that could not be applied. */
  readonly position: string;
  /** `newer-schema`: written by a newer release. Anything else: quarantined. */
  readonly reason_kind: string;
  readonly reason: string;
}

export async function examine(found: Installation, model: ModelReport): Promise<Examination> {
  const { record, pid, access, children } = found;
  // A killed runner leaves its children running.
  const isThere = pid !== undefined || children.some(({ running }) => running);
  const [tools, servers] = await Promise.all([
    Promise.all((record?.tools ?? []).map(toolState)),
    !isThere || access === undefined ? NO_SERVERS : serverStates(access),
  ]);
  return {
    node: process.versions.node,
    data_folder: { path: found.dataDir, free_bytes: found.freeBytes ?? null },
    runner: pid === undefined ? null : { pid },
    last_start: record?.startedAt ?? null,
    processes: children,
    tools,
    model,
    ...servers,
  };
}

type Servers = Pick<
  Examination,
  | 'nats'
  | 'postgres'
  | 'gateway'
  | 'presence'
  | 'engines'
  | 'address_problems'
  | 'identity_provider'
  | 'event_senders'
  | 'held'
  | 'previous_tables'
  | 'drift_pass'
  | 'search_remains'
  | 'conflicts'
>;

const NO_SERVERS: Servers = {
  nats: null,
  postgres: null,
  gateway: null,
  presence: null,
  engines: null,
  address_problems: null,
  identity_provider: null,
  event_senders: null,
  held: null,
  previous_tables: null,
  drift_pass: null,
  search_remains: null,
  conflicts: null,
};

async function serverStates(access: Access): Promise<Servers> {
  const [
    nats,
    postgres,
    gateway,
    presence,
    engines,
    address,
    provider,
    senders,
    blockedItems,
    previousTables,
    driftPass,
    searchRemains,
    conflicts,
  ] = await Promise.all([
    natsState(access),
    postgresState(access),
    gatewayState(access),
    presenceState(access),
    enginesState(access),
    addressProblems(access),
    identityProviderState(access),
    readEventSenders(access),
    readBlockedItems(access),
    readPreviousTables(access),
    readDriftPass(access),
    readSearchRemains(access),
    readConflictItems(access),
  ]);
  return {
    nats,
    postgres,
    gateway,
    presence,
    engines,
    address_problems: address,
    identity_provider: provider,
    event_senders: senders,
    held: blockedItems,
    previous_tables: previousTables,
    drift_pass: driftPass,
    search_remains: searchRemains,
    conflicts,
  };
}

async function toolState({ id, version, foundBy, path, notes }: ToolRecord): Promise<ToolState> {
  const file = await stat(path).catch(() => undefined);
  return { id, version, found_by: foundBy, path, file_date: file?.mtime.toISOString().slice(0, 10) ?? null, notes };
}

async function serverState(address: string, version: () => Promise<string>): Promise<ServerState> {
  try {
    return { address, version: await version(), problem: null };
  } catch (error) {
    return { address, version: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

async function natsState(access: Access): Promise<ServerState> {
  const { natsMonitorUrl, nats } = access;
  const [state, refusal] = await Promise.all([
    serverState(nats.servers, () => withNats(access, (nc) => Promise.resolve(nc.info?.version ?? 'unknown'))),
    natsMonitorUrl === undefined ? undefined : readBrokerProblem(natsMonitorUrl),
  ]);
  return refusal === undefined ? state : { ...state, problem: state.problem ?? describeRefusal(refusal) };
}

/** `npm start` restarts NATS once there is space. */
const describeRefusal = (refusal: string): string =>
  `it stores no messages: ${refusal}. Free some space; Throughline then restarts NATS within a minute`;

function postgresState(access: Access): Promise<ServerState> {
  // Only the host: the URL contains a password.
  const { host } = new URL(access.databaseUrl);
  return serverState(`postgres://${host}`, () =>
    withDatabase(access, async (client) => {
      const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`);
      return rows[0]?.version ?? 'unknown';
    }),
  );
}

const readBlockedItems = (access: Access): Promise<readonly BlockedItem[] | null> =>
  readBlockedRows(access).then(
    (rows) => rows.map(({ asset_id: id, position, reason_kind, reason }) => ({ id, position, reason_kind, reason })),
    // The server states already report an unavailable database or missing tables.
    () => null,
  );

const readConflictItems = (access: Access): Promise<readonly ConflictItem[] | null> =>
  readConflictRows(access).then(
    (rows) => rows.map(({ asset_id: id, position, commit_id, at }) => ({ id, position, commit_id, at: at.toISOString() })),
    () => null,
  );

async function gatewayState({ gatewayUrl: address }: Access): Promise<GatewayState> {
  try {
    const response = await fetch(`${address}${ready.path}`, { signal: AbortSignal.timeout(FIRST_ANSWER_MS) });
    const { checks = {} } = (await response.json()) as { checks?: GatewayState['checks'] };
    return { address, ready: response.ok, checks, problem: null };
  } catch {
    return { address, ready: false, checks: {}, problem: 'the gateway does not answer' };
  }
}

/** Reads the workers' presence from the gateway. Returns null if the installation's first token was revoked. */
async function presenceState({ gatewayUrl, token }: Access): Promise<readonly PresenceState[] | null> {
  try {
    const response = await fetch(`${gatewayUrl}${listWorkers.path}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(FIRST_ANSWER_MS),
    });
    if (!response.ok) return null;
    const { services, complete } = read.workers(await response.json());
    if (!complete) return null;
    return services.map(({ service, workers, heard_at: heardAt }) => ({
      service,
      workers,
      silent_ms: heardAt === null ? null : Math.max(0, Date.now() - Date.parse(heardAt)),
    }));
  } catch {
    return null;
  }
}
