import type { DocumentRule, DocumentRuleSuggestion } from '@throughline/api-client';
import { ApiProblem, GatewayUnreachable } from '../api/problem.js';
import { acceptSuggestion } from './accept-suggestion.js';

const suggestion = { sender: 'ACME', tags: ['bill'], type: null } as unknown as DocumentRuleSuggestion;
const nameTaken = new ApiProblem({ title: 'taken', status: 409, code: 'document-rule-name-taken' });

/** Accepts the suggestion, with this error for each of the names. Returns the names that were tried. */
async function accept(refused: readonly string[], error: Error): Promise<{ tried: string[]; failure: unknown }> {
  const tried: string[] = [];
  let failure: unknown;
  await acceptSuggestion(suggestion, ['Tag “Bill”'], ({ name }) => {
    tried.push(name);
    return refused.includes(name) ? Promise.reject(error) : Promise.resolve({ name } as DocumentRule);
  }).catch((thrown: unknown) => {
    failure = thrown;
  });
  return { tried, failure };
}

describe('accepting the suggestion of a rule', () => {
  it('takes the next name if another rule has it by now', async () => {
    expect(await accept(['tag “bill” 2'], nameTaken)).toEqual({ tried: ['tag “bill” 2', 'tag “bill” 3'], failure: undefined });
  });

  it('ends with any other failure, and after a few names', async () => {
    const away = new GatewayUnreachable('no answer');
    expect(await accept(['tag “bill” 2'], away)).toEqual({ tried: ['tag “bill” 2'], failure: away });
    const all = [2, 3, 4, 5, 6].map((number) => `tag “bill” ${String(number)}`);
    expect(await accept(all, nameTaken)).toEqual({ tried: all, failure: nameTaken });
  });
});
