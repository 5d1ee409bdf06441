import { createHash } from 'node:crypto';
import { RECORDING_STATUSES, type RecordingStatus } from '@throughline/contracts';
import { collapse, columnsThatMatter, type Conditions, type Rule } from '../../decisions/collapse.js';
import { TABLE_ACTIONS, type Answer, type DecisionRow, type TableAction } from '../../decisions/decision-table.js';
import { COLUMNS, type Column } from '../../decisions/situation.js';

/** Of every row, in its order: it changes with any answer to anything. */
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

const words = (values: readonly string[]): string =>
  values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1) ?? ''}`;
const inOrder = (values: readonly string[]): readonly string[] =>
  [...values].sort(
    (one, other) => RECORDING_STATUSES.indexOf(one as RecordingStatus) - RECORDING_STATUSES.indexOf(other as RecordingStatus),
  );
const clause = (column: Column, when: Conditions): readonly string[] => {
  const values = when[column];
  return values === undefined ? [] : [`${column}: ${words(inOrder(values))}`];
};

const conditions = (when: Conditions): string => {
  const clauses = COLUMNS.flatMap((column) => clause(column, when));
  return clauses.length === 0 ? 'always' : clauses.join('; ');
};

const answerWords = ({ kind, code }: Answer): string => (code === undefined ? HEAD[kind] : `${HEAD[kind]}: \`${code}\``);
const line = ({ when, answer }: Rule): string => `| ${answerWords(answer)} | ${conditions(when)} | ${answer.tryInstead ?? '–'} |`;

const byKind = (one: Rule, other: Rule): number =>
  RANK[one.answer.kind] - RANK[other.answer.kind] || (line(one) < line(other) ? -1 : 1);

function section(action: TableAction, rows: readonly DecisionRow[]): readonly string[] {
  const columns = columnsThatMatter(rows);
  return [
    `## ${action.charAt(0).toUpperCase()}${action.slice(1)}`,
    '',
    `Depends on: ${columns.join(', ')}. Nothing else makes a difference.`,
    '',
    '| answer | when | way out |',
    '| --- | --- | --- |',
    ...[...collapse(rows)].sort(byKind).map(line),
    '',
  ];
}

/** `yes` and `no` where that status alone tells it, for an item that is neither deleted nor erased. */
function overview(action: TableAction, status: string, rows: readonly DecisionRow[]): string {
  const seen = rows.filter(
    ({ situation, ...row }) =>
      row.action === action && situation.status === status && situation.deleted !== 'yes' && situation.erased === 'no',
  );
  const allowed = seen.filter(({ answer }) => answer.kind === 'allowed').length;
  if (seen.length === 0) return '–';
  if (allowed === 0) return 'no';
  return allowed === seen.length ? 'yes' : '(yes)';
}

const overviewTable = (rows: readonly DecisionRow[]): readonly string[] => [
  `| status | ${TABLE_ACTIONS.join(' | ')} |`,
  `| --- |${TABLE_ACTIONS.map(() => ' --- |').join('')}`,
  ...RECORDING_STATUSES.map(
    (status) => `| ${status} | ${TABLE_ACTIONS.map((action) => overview(action, status, rows)).join(' | ')} |`,
  ),
];

const INTRODUCTION = `# What a recording answers to what is asked of it

The product's own deciders were asked every question in every state that a recording can be in, and this is what they said: nothing here
is written by hand. Rows with the same answer are merged; a column that makes no difference is left out.

- **done**: something happens · **success, nothing happens**: it is so already, 200 · **refused**: 409 (410 for \`erased\`), with the code and a way out.
- **status**, **failed**, **paused** (\`on_pause\`): as in the item. **deleted**: \`yes\` until its retention date, then \`for good\`. **erased**: content and everything personal is gone.
- **run**: \`none\` before the first and after a reset; \`active\` while anything of it is to come, also what is done at an output after an upload;
  then \`ended\`, \`rolled back\` (a final failure gave it up) or \`cancelled\`.
- **outputs**: those that are not skipped. **queued or running**: a step has an open attempt. **skipped by hand**: a person did without a stage.
- **the stage**, **the output**: the one that the request names.

What is not registered answers 404 to everything. Whoever asks the API gets the same answers beforehand in \`allowed_actions\`.
`;

/** The published table, as Markdown. */
export const decisionDocument = (rows: readonly DecisionRow[]): string =>
  [
    INTRODUCTION,
    `Checksum of the ${String(rows.length)} rows before merging: \`${checksumOf(rows)}\``,
    '',
    '## At a glance',
    '',
    'For an item that is neither deleted nor erased; `(yes)`: it depends, see below.',
    '',
    ...overviewTable(rows),
    '',
    ...TABLE_ACTIONS.flatMap((action) =>
      section(
        action,
        rows.filter((row) => row.action === action),
      ),
    ),
  ].join('\n');
