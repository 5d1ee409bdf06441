import { senderProblems } from '../external-events/senders.js';
import { bytes } from '../output/table.js';
import { driftPassProblems } from './drift-pass.js';
import { describeLeftovers, findProcessProblems } from './processes.js';
import { identityProviderProblems } from './identity-provider.js';
import { modelProblems } from './models.js';
import { searchRemainsProblems } from './search-remains.js';
import type { ConflictItem, Examination, GatewayState, BlockedItem, ServerState } from './examination.js';

const LITTLE_ROOM = 1024 ** 3;

const serverProblems = (name: string, log: string, state: ServerState | null): string[] =>
  state?.problem ? [`${name} at ${state.address}: ${state.problem}. See logs/${log}.log`] : [];

const gatewayProblems = (state: GatewayState | null): string[] => {
  if (state === null) return [];
  if (state.problem !== null) return [`${state.problem} at ${state.address}. See logs/gateway.log`];
  return Object.entries(state.checks).flatMap(([name, { ok, detail }]) => {
    if (!ok) return [`the gateway is not ready: ${name}${detail === undefined ? '' : ` (${detail})`}`];
    return detail === undefined ? [] : [`the gateway works in part: ${detail}`];
  });
};

/** A longer list would hide other problems. */
const MAX_NAMED = 5;

const blockedItemText = ({ id, position, reason_kind: kind, reason }: BlockedItem): string =>
  kind === 'newer-schema'
    ? `${id} needs an upgrade: a newer release wrote at position ${position} of the log. Upgrade the status-projector`
    : `${id} is in quarantine at position ${position} of the log: ${reason} (${kind}). See tl quarantine show ${id}`;

const blockedItemProblems = (blockedItems: readonly BlockedItem[]): string[] => [
  ...blockedItems.slice(0, MAX_NAMED).map(blockedItemText),
  ...(blockedItems.length > MAX_NAMED
    ? [`${String(blockedItems.length - MAX_NAMED)} more items cannot be read completely: see tl quarantine`]
    : []),
];

const conflictText = ({ id, position, commit_id: commit }: ConflictItem): string =>
  `${id}: the message at position ${position} repeats the id of commit ${commit} with another body. It was ignored. Find out who writes to tl.events.>`;

const conflictProblems = ([last, ...earlier]: readonly ConflictItem[]): string[] => {
  if (last === undefined) return [];
  return [
    conflictText(last),
    ...(earlier.length === 0 ? [] : [`${String(earlier.length)} more such messages in the last 7 days`]),
  ];
};

/** Describes each problem that needs an action of the operator. */
export function findProblems(examination: Examination): string[] {
  const { data_folder: folder, runner, tools } = examination;
  const free = folder.free_bytes;
  return [
    ...(runner === null ? [`no stack is running on ${folder.path}: start it with npm start`] : []),
    ...(free !== null && free < LITTLE_ROOM ? [`only ${bytes(free)} are free on the disk of ${folder.path}`] : []),
    ...tools
      .filter(({ file_date: date }) => date === null)
      .map(({ id, path }) => `${id} is missing: ${path} existed at the last start. Start again to find or download it`),
    ...modelProblems(examination.model),
    // Without a runner, no process is expected to run.
    ...(runner === null ? describeLeftovers(examination) : findProcessProblems(examination)),
    ...serverProblems('NATS', 'nats-server', examination.nats),
    ...serverProblems('PostgreSQL', 'postgres', examination.postgres),
    ...gatewayProblems(examination.gateway),
    ...(examination.address_problems ?? []),
    ...identityProviderProblems(examination.identity_provider),
    ...senderProblems(examination.event_senders),
    ...blockedItemProblems(examination.held ?? []),
    ...driftPassProblems(examination.drift_pass, examination.last_start),
    ...searchRemainsProblems(examination.search_remains),
    ...conflictProblems(examination.conflicts ?? []),
  ];
}
