import { request, type ConfiguredOutput, type OutputTest, type OutputType, type OwnOutput } from '@throughline/api-types';
import { listOutputTypes, listOutputs, listPresets } from '@throughline/api-types/operations';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import type { HttpClient } from '../client/http-client.js';
import { CliError } from '../exit.js';

export const readOutput = readerOf<OwnOutput>('id', 'name', 'revision');
export const readTest = readerOf<OutputTest>('ok', 'items');
const readOutputs = listReaderOf<OwnOutput>('id', 'name', 'revision');
const readOffered = listReaderOf<ConfiguredOutput>('name', 'type', 'shared');
const readTypes = listReaderOf<OutputType>('type', 'settings');

export const fetchOwnOutputs = async (client: HttpClient): Promise<readonly OwnOutput[]> =>
  readOutputs(await client.json(request(listPresets))).items;

export const fetchOffered = async (client: HttpClient): Promise<readonly ConfiguredOutput[]> =>
  readOffered(await client.json(request(listOutputs))).items;

export const fetchTypes = async (client: HttpClient): Promise<readonly OutputType[]> =>
  readTypes(await client.json(request(listOutputTypes))).items;

/** Finds an own output by its name, else by its number. */
export async function findOutput(client: HttpClient, text: string): Promise<OwnOutput> {
  const all = await fetchOwnOutputs(client);
  const found = all.find(({ name }) => name === text) ?? all.find(({ id }) => String(id) === text);
  if (found !== undefined) return found;
  throw new CliError('refused', `There is no own output ${text}`, {
    code: 'not-found',
    tryInstead: '`tl output list` lists them. Shared outputs belong to the operator of the server.',
  });
}

export async function findType(client: HttpClient, name: string): Promise<OutputType> {
  const all = await fetchTypes(client);
  const found = all.find(({ type }) => type === name);
  if (found !== undefined) return found;
  throw new CliError('usage', `There is no type ${name}`, {
    tryInstead: `Types: ${all.map(({ type }) => type).join(', ') || 'none'}. \`tl output types\` lists their settings.`,
  });
}
