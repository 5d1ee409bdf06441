import { bytes } from '../output/table.js';
import { leftovers, processProblems } from './processes.js';
import type { ConflictItem, Examination, GatewayState, HeldItem, ServerState } from './examination.js';

const LITTLE_ROOM = 1024 ** 3;

const ofServer = (name: string, log: string, state: ServerState | null): string[] =>
  state?.problem ? [`${name} at ${state.address}: ${state.problem}. See logs/${log}.log`] : [];

const ofGateway = (state: GatewayState | null): string[] => {
  if (state === null) return [];
  if (state.problem !== null) return [`${state.problem} at ${state.address}. See logs/gateway.log`];
  return Object.entries(state.checks)
    .filter(([, { ok }]) => !ok)
    .map(([name, { detail }]) => `the gateway is not ready: ${name}${detail === undefined ? '' : ` (${detail})`}`);
};

/** More would hide what else is wrong. */
const MOST_NAMED = 5;

const heldText = ({ id, position, reason_kind: kind, reason }: HeldItem): string =>
  kind === 'newer-schema'
    ? `${id} needs an upgrade: a newer release wrote at position ${position} of the log. Upgrade the status-projector`
    : `${id} is in quarantine at position ${position} of the log: ${reason} (${kind}). See tl quarantine show ${id}`;

const ofHeld = (held: readonly HeldItem[]): string[] => [
  ...held.slice(0, MOST_NAMED).map(heldText),
  ...(held.length > MOST_NAMED
    ? [`${String(held.length - MOST_NAMED)} more items cannot be read to their end: see tl quarantine`]
    : []),
];

const conflictText = ({ id, position, commit_id: commit }: ConflictItem): string =>
  `${id}: the message at position ${position} repeats the id of commit ${commit} with another body. It changed nothing. Find out who writes to tl.events.>`;

const ofConflicts = ([last, ...earlier]: readonly ConflictItem[]): string[] => {
  if (last === undefined) return [];
  return [
    conflictText(last),
    ...(earlier.length === 0 ? [] : [`${String(earlier.length)} more such messages in the last 7 days`]),
  ];
};

/** What a person should do something about, in words. */
export function findProblems(examination: Examination): string[] {
  const { data_folder: folder, runner, tools } = examination;
  const free = folder.free_bytes;
  return [
    ...(runner === null ? [`no stack runs on ${folder.path}: start it with npm start`] : []),
    ...(free !== null && free < LITTLE_ROOM ? [`only ${bytes(free)} are free on the disk of ${folder.path}`] : []),
    ...tools
      .filter(({ file_date: date }) => date === null)
      .map(({ id, path }) => `${id} is gone: ${path} was there at the last start. Start again; it is looked for anew`),
    // Without a runner nothing is expected to run.
    ...(runner === null ? leftovers(examination) : processProblems(examination)),
    ...ofServer('NATS', 'nats-server', examination.nats),
    ...ofServer('PostgreSQL', 'postgres', examination.postgres),
    ...ofGateway(examination.gateway),
    ...ofHeld(examination.held ?? []),
    ...ofConflicts(examination.conflicts ?? []),
  ];
}
