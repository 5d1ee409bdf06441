import { createHash } from 'node:crypto';
import { RECORDING_STATUSES, type RecordingStatus } from '@throughline/contracts';
import { joinWords } from '../../texts/wording.js';
import { collapse, findRelevantColumns, type Conditions, type Rule } from './collapse.js';
import { TABLE_ACTIONS, type TableAction } from './commands.js';
import type { DecisionRow } from './decision-table.js';
import type { Answer } from './explore.js';
import { COLUMNS, type Column } from './situation.js';

/** Returns a hash of all rows in order. It changes with any answer. */
export const checksumOf = (rows: readonly DecisionRow[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        rows.map(({ action, situation, answer }) => [
          action,
          COLUMNS.map((column) => situation[column]),
          answer.kind,
          answer.code,
          answer.tryInstead,
        ]),
      ),
    )
    .digest('hex');

const RANK: Readonly<Record<Answer['kind'], number>> = { allowed: 0, satisfied: 1, refused: 2 };
const HEAD: Readonly<Record<Answer['kind'], string>> = {
  allowed: 'done',
  satisfied: 'success, nothing happens',
  refused: 'refused',
};

const sortStatuses = (values: readonly string[]): readonly string[] =>
  [...values].sort(
    (one, other) => RECORDING_STATUSES.indexOf(one as RecordingStatus) - RECORDING_STATUSES.indexOf(other as RecordingStatus),
  );
const clause = (column: Column, when: Conditions): readonly string[] => {
  const values = when[column];
  return values === undefined ? [] : [`${column}: ${joinWords(sortStatuses(values), 'or')}`];
};

const conditions = (when: Conditions): string => {
  const clauses = COLUMNS.flatMap((column) => clause(column, when));
  return clauses.length === 0 ? 'always' : clauses.join('; ');
};

const answerWords = ({ kind, code }: Answer): string => (code === undefined ? HEAD[kind] : `${HEAD[kind]}: \`${code}\``);
const renderRule = ({ when, answer }: Rule): string =>
  `| ${answerWords(answer)} | ${conditions(when)} | ${answer.tryInstead ?? '–'} |`;

const compareRules = (one: Rule, other: Rule): number =>
  RANK[one.answer.kind] - RANK[other.answer.kind] || (renderRule(one) < renderRule(other) ? -1 : 1);

function renderSection(action: TableAction, rows: readonly DecisionRow[]): readonly string[] {
  const columns = findRelevantColumns(rows);
  return [
    `## ${action.charAt(0).toUpperCase()}${action.slice(1)}`,
    '',
    `Depends on: ${columns.join(', ')}. Nothing else makes a difference.`,
    '',
    '| answer | when | way out |',
    '| --- | --- | --- |',
    ...[...collapse(rows)].sort(compareRules).map(renderRule),
    '',
  ];
}

/** Returns `yes` or `no` if the status alone decides for an item that is neither deleted nor erased. */
function summarizeStatus(status: string, rows: readonly DecisionRow[]): string {
  const seen = rows.filter(
    ({ situation }) => situation.status === status && situation.deleted !== 'yes' && situation.erased === 'no',
  );
  const allowed = seen.filter(({ answer }) => answer.kind === 'allowed').length;
  if (seen.length === 0) return '–';
  if (allowed === 0) return 'no';
  return allowed === seen.length ? 'yes' : '(yes)';
}

const renderOverview = (sections: ReadonlyMap<TableAction, readonly DecisionRow[]>): readonly string[] => [
  `| status | ${TABLE_ACTIONS.join(' | ')} |`,
  `| --- |${TABLE_ACTIONS.map(() => ' --- |').join('')}`,
  ...RECORDING_STATUSES.map(
    (status) => `| ${status} | ${[...sections.values()].map((rows) => summarizeStatus(status, rows)).join(' | ')} |`,
  ),
];

const INTRODUCTION = `# Answers of a recording to each command

A program writes this page from the rules of the product: it sends every command to a recording in every possible state. Rows with the same
answer are merged; a column that makes no difference is omitted.

- **done**: the command takes effect · **success, nothing happens**: the item is already in this state, 200 · **refused**: 409 (410 for \`erased\`), with the code and a way out.
- **status**, **failed**, **paused** (\`on_pause\`): as in the item. **deleted**: \`yes\` until its retention date, then \`for good\`. **erased**: content and personal data were removed permanently.
- **run**: \`none\` before the first run and after a reset; \`active\` until every step has ended, including follow-ups after an upload;
  then \`held\` while outputs wait for a review, \`ended\`, \`rolled back\` (a step failed permanently) or \`cancelled\`.
- **outputs**: the outputs that are not skipped. **to review**: outputs wait until a person publishes them. **queued or running**: a step has an open attempt. **waits**: a step waits for something outside, or for a retry. **skipped by hand**: a user skipped a stage, or an output.
- **the stage**, **the output**: the one that the request names.

An unknown id gets 404. \`allowed_actions\` of an item gives the same answers in advance. A check
that is requested within a minute of the last one is refused with \`checked-recently\`; this page asks later.
`;

export function decisionDocument(rows: readonly DecisionRow[]): string {
  const sections = new Map(TABLE_ACTIONS.map((action) => [action, rows.filter((row) => row.action === action)]));
  return [
    INTRODUCTION,
    `Checksum of the ${String(rows.length)} rows before merging: \`${checksumOf(rows)}\``,
    '',
    '## At a glance',
    '',
    'For an item that is neither deleted nor erased; `(yes)`: it depends, see below.',
    '',
    ...renderOverview(sections),
    '',
    ...[...sections].flatMap(([action, its]) => renderSection(action, its)),
  ].join('\n');
}
