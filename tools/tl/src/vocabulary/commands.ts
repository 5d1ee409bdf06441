import type { Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { addTerms, removeTerms, showVocabulary, type ShowVocabularyOptions } from './vocabulary.js';

/** Adds the commands for the names and terms of the library. */
export function addVocabulary(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const vocabulary = program
    .command('vocabulary')
    .description('manage the names and terms that help engines with your recordings');
  common(vocabulary.command('show', { isDefault: true }).description('show the terms, most important first'))
    .option('--file <file>', 'replace all terms by those of this file, one in each line')
    .action((options: ShowVocabularyOptions) => showVocabulary(context, options));
  common(vocabulary.command('add').argument('<term...>').description('add terms at the end')).action(
    (terms: readonly string[], options: CommonOptions) => addTerms(context, terms, options),
  );
  common(vocabulary.command('remove').argument('<term...>').description('remove terms')).action(
    (terms: readonly string[], options: CommonOptions) => removeTerms(context, terms, options),
  );
}
