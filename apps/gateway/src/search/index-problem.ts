import { SearchIndexMissingError, type SearchReader } from './search-index.js';

/** Returns what an operator has to do for the search, if anything. Other checks name an unavailable database. */
export async function describeIndexProblem(reader: Pick<SearchReader, 'state'>): Promise<string | undefined> {
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
