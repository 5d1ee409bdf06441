import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PermanentError, readTopicsFile, type OutputConfig } from '@throughline/contracts';
import {
  makeDeliveredTexts,
  patternsFor,
  textRulesOf,
  topicsDisplayOf,
  type ShownTopic,
  type TextNote,
} from '@throughline/domain';
import type { StepContext } from '@throughline/engine';
import type { DeliveryFile } from '../kit/destination.js';

const NAME = 'description.txt';

async function loadTopics(context: StepContext): Promise<readonly ShownTopic[]> {
  const file = await context.input('topics');
  if (file === undefined) return [];
  const topics = readTopicsFile(await readFile(file.path, 'utf8'));
  if (topics !== undefined) return topics;
  throw new PermanentError(
    'topics-unreadable',
    'The file of the topics has no list of topics: reset the recording, then run it again',
  );
}

interface DeliveryTexts {
  readonly title: string;
  /** Empty: none. */
  readonly description: string;
  readonly notes: readonly TextNote[];
}

/** Makes the texts of a delivery. Documents are named by their own pattern, and only recordings have a description. */
export async function makeTexts(
  context: StepContext,
  { name, type }: Pick<OutputConfig, 'name' | 'type'>,
): Promise<DeliveryTexts> {
  const [title = '', personal] = [await context.title(), await context.personal()];
  if (context.pipeline !== 'recording') return { title, description: '', notes: [] };
  const topics = textRulesOf(type).description === 'none' ? [] : await loadTopics(context);
  const display = topicsDisplayOf(context.config);
  const patterns = patternsFor(name, personal);
  const sources = { patterns, display, facts: context.textFacts, personal: { ...personal, title }, topics };
  const texts = makeDeliveredTexts(sources, type);
  return { title: texts.title ?? title, description: texts.description ?? '', notes: texts.notes };
}

/**
 * Creates the description file of a recording, for outputs without such a field. Equal texts give equal bytes. Returns
 * `undefined` if there is nothing to write.
 */
export async function createDescriptionFile(context: StepContext, description: string): Promise<DeliveryFile | undefined> {
  if (description === '') return undefined;
  const text = Buffer.from(`${description}\n`);
  const path = join(await context.workspace(), NAME);
  await writeFile(path, text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { path, name: NAME, size: text.byteLength, sha256, mediaType: 'text/plain; charset=utf-8' };
}
