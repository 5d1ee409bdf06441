import type { OwnOutput } from '@throughline/api-types';
import type { BadgeContent } from '../components/StatusBadge/StatusBadge.js';
import { text } from '../texts/text.js';
import type { LastTest } from './outputs-api.js';

const words = text.outputs.state;

/** Returns the state of an output, as far as this page knows it from a test of the current settings. */
export function getTestBadge({ revision }: Pick<OwnOutput, 'revision'>, test: LastTest | undefined): BadgeContent {
  if (test === undefined) return { words: words.untested, tone: 'calm', icon: 'idle' };
  if (test.revision !== revision) return { words: words.changed, tone: 'calm', icon: 'idle' };
  return test.report.ok ? { words: words.ok, tone: 'good', icon: 'ready' } : { words: words.wrong, tone: 'bad', icon: 'failed' };
}
