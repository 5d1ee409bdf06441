import type { OutputTest, OwnOutput } from '@throughline/api-client';
import type { BadgeContent } from '../components/StatusBadge/StatusBadge.js';
import { text } from '../texts/text.js';

const words = text.outputs.state;

/** Returns the question before an output is deleted. */
export const describeDeletion = ({ used_by: use }: Pick<OwnOutput, 'used_by'>) => ({
  hint: text.outputs.deleteHint,
  warning: use.running > 0 ? text.outputs.running(use.running) : undefined,
  users: text.outputs.usedBy(use),
});

/** Returns the state of an output by the last test of its current settings. */
export function getTestBadge({ last_test: test }: Pick<OwnOutput, 'last_test'>): BadgeContent {
  if (test === null) return { words: words.untested, tone: 'calm', icon: 'idle' };
  return test.ok ? { words: words.ok, tone: 'good', icon: 'ready' } : { words: words.wrong, tone: 'bad', icon: 'failed' };
}

/** Returns true if a test found out whether the output works. The server stores only such tests. */
const isConclusive = ({ ok, items }: OutputTest): boolean => ok || items.some(({ result }) => result === 'wrong');

/** The answer of a test, and the revision of the output that was tested. */
export interface TestOfRevision {
  readonly report: OutputTest;
  readonly revision: number;
}

/** Returns the result of a test that found nothing out, until the output is changed. */
export const findUnstoredReport = (
  test: TestOfRevision | undefined,
  { revision }: Pick<OwnOutput, 'revision'>,
): OutputTest | undefined =>
  test === undefined || test.revision !== revision || isConclusive(test.report) ? undefined : test.report;
