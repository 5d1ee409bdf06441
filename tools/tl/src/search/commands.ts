import type { Command } from 'commander';
import type { CliContext } from '../commands/context.js';
import { search, type SearchOptions } from './search.js';

export function addSearch(
  program: Command,
  context: CliContext,
  common: (command: Command) => Command,
  whole: (min: number, max: number) => (text: string) => number,
): void {
  common(
    program
      .command('search')
      .argument('[words...]', `words, '"several words"', and filters: sender:acme tag:invoice kind:document before:2026-03`)
      .description('search titles, transcripts, document texts, tags and people'),
  )
    .option('--limit <count>', 'maximum number of items', whole(1, 1_000), 20)
    .option('--reindex', 'fill the search index of all libraries again from the log [administrators]')
    .action((words: readonly string[], options: SearchOptions) => search(context, words, options));
}
