import { bytes, table } from '../output/table.js';
import { idleness } from './processes.js';
import { engineRows } from './engines.js';
import type { Examination, GatewayState, ServerState } from './examination.js';

const WAYS: Readonly<Record<string, string>> = {
  env: 'named in the environment',
  path: 'found on this machine',
  download: 'downloaded',
  bundled: 'from npm',
  debian: 'from Debian packages',
};

const serverRow = (name: string, state: ServerState | null): string[] => {
  if (state === null) return [name, '–', 'not running'];
  return [name, state.version ?? '–', state.problem ?? state.address];
};

const gatewayRow = (state: GatewayState | null): string[] => {
  if (state === null) return ['gateway', '–', 'not running'];
  const missing = Object.entries(state.checks).flatMap(([check, { ok }]) => (ok ? [] : [check]));
  const why = state.problem ?? (missing.length === 0 ? '' : `missing: ${missing.join(', ')}`);
  return ['gateway', state.ready ? 'ready' : 'not ready', [state.address, why].filter((part) => part !== '').join('  ')];
};

/** Without a speech engine the product runs; what it cannot do then should not have to be guessed. */
const speechRow = ({ tools, engines }: Examination): string[][] =>
  tools.length === 0 ||
  tools.some(({ id }) => id === 'pocketsphinx') ||
  engines?.some(({ kind, available }) => kind === 'speech' && available) === true
    ? []
    : [['pocketsphinx', '–', '', 'there is none: recordings are not transcribed']];

/** Without a runner only what it has left is of interest. */
const processRows = (examination: Examination): string[][] =>
  examination.processes
    .filter(({ running }) => running || examination.runner !== null)
    .map((process) => [
      process.name,
      process.running ? `runs (pid ${String(process.pid)})` : 'has ended',
      idleness(process, examination) ?? '',
    ]);

export function doctorText(examination: Examination): string {
  const { data_folder: folder, runner, tools } = examination;
  const parts = [
    [
      ['node', examination.node],
      ['data', `${folder.path}${folder.free_bytes === null ? '' : `, ${bytes(folder.free_bytes)} free`}`],
      [
        'stack',
        runner === null ? 'does not run' : `runs (pid ${String(runner.pid)}) since ${examination.last_start ?? 'a moment'}`,
      ],
    ],
    tools.length === 0
      ? [['tools', 'not looked for yet: the first start finds or fetches them']]
      : [
          ...tools.map(({ id, version, found_by: way, path, file_date: date, notes }) => [
            id,
            version,
            date === null ? 'gone' : `of ${date}`,
            [`${WAYS[way] ?? way}: ${path}`, ...notes].join('; '),
          ]),
          ...speechRow(examination),
        ],
    engineRows(examination.engines),
    [serverRow('NATS', examination.nats), serverRow('PostgreSQL', examination.postgres), gatewayRow(examination.gateway)],
    processRows(examination),
  ];
  return parts
    .filter((rows) => rows.length > 0)
    .map((rows) => table(rows))
    .join('\n');
}
