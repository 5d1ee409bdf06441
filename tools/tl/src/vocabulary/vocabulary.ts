import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { request, type Vocabulary } from '@throughline/api-client';
import { getVocabulary, setVocabulary } from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { parseJson } from '../client/answer.js';
import { readerOf } from '../client/read-answer.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { stripControls } from '../output/text-width.js';

const readVocabulary = readerOf<Vocabulary>('terms');

export interface ShowVocabularyOptions extends CommonOptions {
  /** A file that replaces the vocabulary: one term in each line. */
  readonly file?: string;
}

interface TaggedTerms {
  readonly terms: readonly string[];
  readonly etag: string;
}

/** `tl vocabulary`: shows the names and terms of the library, or replaces them by those of a file. */
export async function showVocabulary(context: CliContext, options: ShowVocabularyOptions): Promise<void> {
  const { file } = options;
  const fileTerms = file === undefined ? undefined : await readTerms(resolve(context.cwd, file));
  const client = await openClient(context, options);
  const present = await fetchTerms(client);
  const terms = fileTerms === undefined ? present.terms : await replace(client, fileTerms, present.etag);
  await print(context, terms, options);
}

export async function addTerms(context: CliContext, named: readonly string[], options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { terms, etag } = await fetchTerms(client);
  await print(context, await replace(client, [...new Set([...terms, ...named])], etag), options);
}

export async function removeTerms(context: CliContext, named: readonly string[], options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { terms, etag } = await fetchTerms(client);
  const unknown = named.filter((term) => !terms.includes(term));
  if (unknown.length > 0)
    throw new CliError('failed', `The vocabulary has no term ${unknown.join(', ')}`, {
      tryInstead: '`tl vocabulary` lists them.',
    });
  const left = terms.filter((term) => !named.includes(term));
  await print(context, await replace(client, left, etag), options);
}

async function fetchTerms(client: HttpClient): Promise<TaggedTerms> {
  const { body, headers } = await client.call(request(getVocabulary));
  return { terms: readVocabulary(parseJson(body)).terms, etag: headers.etag ?? '' };
}

/** Names the version that was read, so that a change by another user is not lost. */
async function replace(client: HttpClient, terms: readonly string[], etag: string): Promise<readonly string[]> {
  const change = { ...request(setVocabulary, { body: { terms } }), headers: { 'if-match': etag } };
  return readVocabulary(await client.json(change)).terms;
}

async function readTerms(path: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CliError('failed', `${path} cannot be read`, { cause });
  });
  const lines = text.split(/\r?\n/u).map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}

async function print(context: CliContext, terms: readonly string[], { json }: CommonOptions): Promise<void> {
  if (json === true) await printJson(context, { terms });
  else await context.terminal.data(terms.map((term) => `${stripControls(term)}\n`).join(''));
  if (terms.length === 0) context.terminal.say('no terms yet; add one: tl vocabulary add TERM');
}
