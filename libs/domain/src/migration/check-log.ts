import { IMPORTED_NAME } from '@throughline/contracts';
import { findStatus, findStep } from './old-names.js';
import type { MigrationProblem, OldLog, OldLogRow } from './old-log.js';

/** An item with a longer log is refused: each reader of its history would load all of it. */
export const MAX_ROWS = 10_000;
/** Bytes of the texts of a row as JSON. Sealed, they are a third longer, and must stay below `MAX_COMMIT_BYTES`. */
export const LONGEST_TEXTS = 150_000;

const NAME = new RegExp(IMPORTED_NAME);
const utf8 = new TextEncoder();
// PostgreSQL text and jsonb cannot store NUL or a lone surrogate.
const UNSTORABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

type Problem = Pick<MigrationProblem, 'problem' | 'tryInstead'>;

const textsOf = ({ message = '', detail = '', taskId = '' }: OldLogRow): readonly string[] => [message, detail, taskId];

const mapHint = (old: string, example: string): string => `Map it with --map '${old}=${example}'.`;

/** Quotes a name only if it is one: anything else could be content. */
const quote = (name: string): string => (NAME.test(name) ? `'${name}'` : 'of more than 100 characters or not in ASCII');

function findNameProblem({ step, status }: OldLogRow, { names }: OldLog): Problem | undefined {
  if (findStep(step, names) === undefined)
    return {
      problem: `the step ${quote(step)} is unknown`,
      tryInstead: `${mapHint(step, 'check_text')} To keep its rows without a step: --map '${step}=none'.`,
    };
  if (findStatus(status, names) === undefined)
    return { problem: `the status ${quote(status)} is unknown`, tryInstead: mapHint(status, 'success') };
  return undefined;
}

function findFormProblem(row: OldLogRow): Problem | undefined {
  if (![row.id, row.step, row.status, row.time].every((name) => NAME.test(name)))
    return { problem: 'its id, step, status or time is empty, longer than 100 characters, or not in ASCII' };
  const texts = textsOf(row);
  if (texts.some((text) => UNSTORABLE.test(text)))
    return {
      problem: 'its texts contain NUL or half a character, which cannot be stored',
      tryInstead: 'Remove it from the copy.',
    };
  if (utf8.encode(JSON.stringify(texts)).length > LONGEST_TEXTS)
    return { problem: `its texts are longer than ${String(LONGEST_TEXTS)} bytes`, tryInstead: 'Shorten them in the copy.' };
  return undefined;
}

const findTimeProblem = ({ at }: OldLogRow, { latest }: OldLog): Problem | undefined =>
  at > latest ? { problem: `its time ${at} lies in the future`, tryInstead: 'Correct the time in the copy.' } : undefined;

const describe = ({ id, line }: OldLogRow, problem: Problem): MigrationProblem => ({
  row: NAME.test(id) ? id : '?',
  ...(line === undefined ? {} : { line }),
  ...problem,
});

/** Returns the problems of single rows, and of rows with one id. */
export function findProblems(log: OldLog): readonly MigrationProblem[] {
  const seen = new Set<string>();
  return log.rows.flatMap((row): MigrationProblem[] => {
    const isRepeated = seen.has(row.id);
    seen.add(row.id);
    const problem = isRepeated
      ? { problem: 'another row has the same id' }
      : (findFormProblem(row) ?? findNameProblem(row, log) ?? findTimeProblem(row, log));
    return problem === undefined ? [] : [describe(row, problem)];
  });
}
