import { extname } from 'node:path';
import { PermanentError, type Artifact } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import type { StageResult } from './simulated-stage.js';

const as = (source: Artifact, role: 'audio' | 'video'): Artifact => ({ ...source, role, name: `${role}${extname(source.name)}` });

/** References the source as the trimmed file. Nothing is decoded, so the names keep its extension. */
export function simulatedTrim(context: StepContext): Promise<StageResult> {
  const source = context.inputs.find(({ role }) => role === 'source');
  if (source === undefined) throw new PermanentError('source-missing', 'There is no downloaded source to trim');
  const hasPicture = source.mediaType.startsWith('video/');
  return Promise.resolve({
    result: { mode: 'simulated' },
    artifacts: [...(hasPicture ? [as(source, 'video')] : []), as(source, 'audio')],
  });
}
