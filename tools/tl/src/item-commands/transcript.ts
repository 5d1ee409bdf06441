import type { Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { correct, nameSpeaker } from '../commands/transcript.js';
import { createItemCommands } from '../options.js';
import type { ActionLines } from './action-lines.js';

export const transcriptLines = { correct: (id) => `correct ${id} FILE` } satisfies ActionLines;

export const addCorrections = (program: Command, context: CliContext): void => {
  const item = createItemCommands(program);
  item('correct', 'save a corrected transcript as a new version')
    .argument('<file>', 'output of `tl transcript ID --json` with edited `segments`')
    .action((id: string, file: string, options: CommonOptions) => correct(context, id, file, options));
  item('name-speaker', 'name a speaker of the transcript, for the whole recording')
    .argument('<speaker>', 'id or present name, e.g. S1')
    .argument('<name>', 'new name; an empty text removes the name')
    .action((id: string, speaker: string, name: string, options: CommonOptions) =>
      nameSpeaker(context, id, { speaker, name }, options),
    );
};
