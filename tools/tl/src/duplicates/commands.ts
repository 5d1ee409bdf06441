import type { Command } from 'commander';
import type { CliContext } from '../commands/context.js';
import { duplicates, type DuplicateKind, type DuplicatesOptions } from './duplicates.js';

interface Parts {
  readonly kind: DuplicateKind;
  readonly common: (command: Command) => Command;
  readonly whole: (min: number, max: number) => (text: string) => number;
}

export function addDuplicates(program: Command, context: CliContext, { kind, common, whole }: Parts): void {
  common(program.command('duplicates').description(`list ${kind}s that look the same, with the reason`))
    .option('--limit <count>', 'maximum number of groups', whole(1, 10_000), 20)
    .action((options: DuplicatesOptions) => duplicates(context, kind, options));
}
