import { PermanentError, SimulatedSourceSchema, type SimulatedSource } from '@throughline/contracts';
import type { Source } from '@throughline/domain';
import { Compile } from 'typebox/compile';
import type { SourceType } from '../../kit/source.js';
import { toneFile, type Tone } from './tone.js';

const validator = Compile(SimulatedSourceSchema);
const DEFAULTS: Tone = { seconds: 3, silence_seconds: 0.5, seed: 1 };

function parseTone(source: Source): Tone {
  const settings: unknown = 'settings' in source ? source.settings : {};
  if (validator.Check(settings)) return { ...DEFAULTS, ...(settings satisfies SimulatedSource) };
  const problems = validator.Errors(settings).map(({ instancePath, message }) => `${instancePath || 'they'} ${message}`);
  throw new PermanentError('source-misconfigured', `The settings of the simulated source are invalid: ${problems.join('; ')}`);
}

/** Generates a WAV file instead of fetching one. The handler has played the script before. */
export const simulatedSource: SourceType = {
  async fetch(source, context) {
    const bytes = toneFile(parseTone(source));
    const artifact = await context.output({ role: 'source', name: 'source.wav', mediaType: 'audio/wav' }, bytes);
    const { key, size, sha256 } = artifact;
    return { path: await context.local(key), file: { key, size, sha256 } };
  },
};
