import { request, type ConfiguredOutput, type OutputTest, type OutputType, type OwnOutput } from '@throughline/api-client';
import { listOutputTypes, listOutputs, listOwnOutputs, removeOwnOutput } from '@throughline/api-client/operations';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import type { HttpClient } from '../client/http-client.js';
import { CliError } from '../exit.js';
import { Resources } from '../resources/resource.js';
import { outputText } from './output-text.js';

export const readTest = readerOf<OutputTest>('ok', 'items');
const readOffered = listReaderOf<ConfiguredOutput>('name', 'type', 'shared');
const readTypes = listReaderOf<OutputType>('type', 'settings');

export const fetchOffered = async (client: HttpClient): Promise<readonly ConfiguredOutput[]> =>
  readOffered(await client.json(request(listOutputs))).items;

export const fetchTypes = async (client: HttpClient): Promise<readonly OutputType[]> =>
  readTypes(await client.json(request(listOutputTypes))).items;

export const outputs = new Resources<OwnOutput>({
  word: 'output',
  noun: 'own output',
  fields: ['id', 'name', 'revision'],
  list: listOwnOutputs,
  remove: removeOwnOutput,
  text: outputText,
  advice: 'Shared outputs belong to the operator of the server.',
  afterDeletion: '. Runs that have started still deliver to it',
});

export async function findType(client: HttpClient, name: string): Promise<OutputType> {
  const all = await fetchTypes(client);
  const found = all.find(({ type }) => type === name);
  if (found !== undefined) return found;
  throw new CliError('usage', `There is no type ${name}`, {
    tryInstead: `Types: ${all.map(({ type }) => type).join(', ') || 'none'}. \`tl output types\` lists their settings.`,
  });
}
