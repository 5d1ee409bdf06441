import { askBriefly } from '../adapters/log/index.js';
import { SearchIndexMissingError, type SearchReader } from './search-index.js';

/** Shorter than the limit of a health check. */
const LIMIT_MS = 1_000;

async function describe(reader: Pick<SearchReader, 'state'>): Promise<string | undefined> {
  try {
    const { isRunning, findsSimilar } = await reader.state();
    if (!isRunning) return 'the search service does not run, so searches miss the newest changes';
    return findsSimilar
      ? undefined
      : 'the search finds no similar spelling, because the database lacks the extension pg_trgm (docs/operating.md, "The search index")';
  } catch (error) {
    return error instanceof SearchIndexMissingError ? error.message : undefined;
  }
}

/** Returns what an operator has to do for the search, if anything. Other checks name a database that does not answer. */
export const describeIndexProblem = (reader: Pick<SearchReader, 'state'>): Promise<string | undefined> =>
  askBriefly(() => describe(reader), LIMIT_MS);
