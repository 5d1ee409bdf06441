import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PermanentError } from '@throughline/contracts';
import { topicsDisplayOf, renderTopics, type ShownTopic } from '@throughline/domain';
import type { StepContext } from '@throughline/engine';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { DeliveryFile } from '../destinations/destination.js';

const NAME = 'description.txt';

const topicsFile = Compile(Type.Object({ topics: Type.Array(Type.Object({ title: Type.String(), start: Type.Number() })) }));

function read(text: string): readonly ShownTopic[] {
  try {
    const raw: unknown = JSON.parse(text);
    if (topicsFile.Check(raw)) return raw.topics;
  } catch (cause) {
    throw new PermanentError('topics-unreadable', 'The file of the topics is not JSON: reset the recording, then run it again', {
      cause,
    });
  }
  throw new PermanentError(
    'topics-unreadable',
    'The file of the topics has no list of topics: reset the recording, then run it again',
  );
}

/**
 * Creates the description file of a recording, for outputs without such a field: its topics as the run displays them (TOP-03).
 * Equal topics and settings give equal bytes. Returns `undefined` if there is nothing to write.
 */
export async function createDescriptionFile(context: StepContext): Promise<DeliveryFile | undefined> {
  const topics = await context.input('topics');
  if (topics === undefined) return undefined;
  const text = Buffer.from(renderTopics(read(await readFile(topics.path, 'utf8')), topicsDisplayOf(context.config)));
  if (text.byteLength === 0) return undefined;
  const path = join(await context.workspace(), NAME);
  await writeFile(path, text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { path, name: NAME, size: text.byteLength, sha256, mediaType: 'text/plain; charset=utf-8' };
}
