import { Option, type Command } from 'commander';
import { DOCUMENTS, kindOf, type CliContext } from './commands/context.js';
import {
  bind,
  cancel,
  deliver,
  describeItem,
  pause,
  publish,
  redeliver,
  replaceSource,
  reset,
  retry,
  setLanguage,
  settle,
  skip,
  unbind,
  unstick,
} from './commands/control.js';
import { erase, remove, restore } from './commands/lifecycle.js';
import { plan } from './commands/plan.js';
import { run } from './commands/recordings.js';
import { correct, nameSpeaker } from './commands/transcript.js';
import {
  createChangeCommands,
  addConfigOptions,
  parseDuration,
  collectNames,
  parseInstant,
  createItemCommands,
  addOverrideOptions,
} from './options.js';

export const addActions = (program: Command, context: CliContext): void => {
  const change = createChangeCommands(program);
  const { command: words } = kindOf(context);
  const isAboutDocuments = kindOf(context) === DOCUMENTS;
  const withSettings = isAboutDocuments ? addConfigOptions : addOverrideOptions;
  withSettings(change('run', 'run the steps that are not done; resumes a paused run'))
    .option('--wait', 'wait until the run has ended or needs an action')
    .action((id: string, options: Parameters<typeof run>[2]) => run(context, id, options));
  withSettings(createItemCommands(program)('plan', `show what \`${words} run\` would do; changes nothing`)).action(
    (id: string, options: Parameters<typeof plan>[2]) => plan(context, id, options),
  );
  change('publish', 'publish what waits for a review')
    .option('--output <name>', 'only this output; can be repeated', collectNames)
    .action((id: string, options: Parameters<typeof publish>[2]) => publish(context, id, options));
  change('describe', 'change title, description and tags')
    .option('--title <text>', 'new title')
    .option('--description <text>', 'new description; an empty text removes it')
    .addOption(new Option('--tag <text>', 'replaces all tags; can be repeated').argParser(collectNames).conflicts('removeTags'))
    .option('--remove-tags', 'remove all tags')
    .action((id: string, options: Parameters<typeof describeItem>[2]) => describeItem(context, id, options));
  change('pause', 'pause the run: running steps finish, no new ones start')
    .option('--reason <text>', 'reason, shown to users')
    .addOption(
      new Option('--for <duration>', 'resume automatically after 90s, 30m, 2h or 1d').argParser(parseDuration).conflicts('until'),
    )
    .addOption(new Option('--until <time>', 'resume automatically at this time').argParser(parseInstant))
    .action((id: string, options: Parameters<typeof pause>[2]) => pause(context, id, options));
  change('cancel', 'stop the run; finished steps are kept')
    .option('--reason <text>', 'reason, shown to users')
    .action((id: string, options: Parameters<typeof cancel>[2]) => cancel(context, id, options));
  change('reset', 'stop the run and reset the item to its initial state').action(
    (id: string, options: Parameters<typeof reset>[2]) => reset(context, id, options),
  );
  change('replace', 'give a failed item another address or file, and reset it')
    .argument('<url-or-file>', 'the address to download from, or a file for an item that was uploaded')
    .option('--allow-duplicate', 'accept a file that another item has, too')
    .action((id: string, what: string, options: Parameters<typeof replaceSource>[3]) =>
      replaceSource(context, id, what, options),
    );
  change('unstick', 'restart stuck steps, whose worker no longer responds')
    .addOption(new Option('--then <what>', 'what to do with these steps').choices(['retry', 'fail']).default('retry'))
    .option('--step <step>', `only this step, e.g. ${isAboutDocuments ? 'extract_text' : 'TRANSCRIBE'}`)
    .action((id: string, options: Parameters<typeof unstick>[2]) => unstick(context, id, options));
  change('skip', 'skip a stage')
    .argument('<stage>', `e.g. ${isAboutDocuments ? 'extract_metadata_with_gpt' : 'EXTRACT_TOPICS'}`)
    .action((id: string, stage: string, options: Parameters<typeof skip>[3]) => skip(context, id, stage, options));
  change('settle', 'record whether an unconfirmed delivery has arrived')
    .argument('<output>', 'name of the output, e.g. library')
    .addOption(
      new Option('--delivered <yes|no>', 'whether the files are at the destination').choices(['yes', 'no']).makeOptionMandatory(),
    )
    .action((id: string, output: string, options: Parameters<typeof settle>[3]) => settle(context, id, output, options));
  change('delete', 'delete; you can restore it until its retention date').action(
    (id: string, options: Parameters<typeof remove>[2]) => remove(context, id, options),
  );
  change('restore', 'undo a deletion').action((id: string, options: Parameters<typeof restore>[2]) =>
    restore(context, id, options),
  );
  change('erase', 'erase all files and personal data; this cannot be undone')
    .option('--yes', 'confirm the erasure; required without --dry-run')
    .action((id: string, options: Parameters<typeof erase>[2]) => erase(context, id, options));
  change('bind', 'bind a template; later runs use its settings')
    .argument('<template>', 'id of the template')
    .option('--reset-preferences', 'also remove the preferences of the item, which rank above the template')
    .action((id: string, template: string, options: Parameters<typeof bind>[3]) => bind(context, id, template, options));
  change('unbind', 'unbind the template; the outputs of the last run stay').action(
    (id: string, options: Parameters<typeof unbind>[2]) => unbind(context, id, options),
  );
  change('deliver', 'deliver to more outputs, even after the run has started')
    .argument('<outputs>', 'names of the outputs, separated by commas, e.g. library,archive')
    .action((id: string, outputs: string, options: Parameters<typeof deliver>[3]) => deliver(context, id, outputs, options));
};

/** Adds the commands that change only recordings. */
export const addRecordingActions = (program: Command, context: CliContext): void => {
  const change = createChangeCommands(program);
  change('retry', 'retry only a failed follow-up of an output')
    .argument('<follow-up>', 'output and name, e.g. library/thumbnail')
    .action((id: string, followUp: string, options: Parameters<typeof retry>[3]) => retry(context, id, followUp, options));
  change('redeliver', 'deliver the newest version to an output')
    .argument('<output>', 'name of the output, e.g. library')
    .action((id: string, output: string, options: Parameters<typeof redeliver>[3]) => redeliver(context, id, output, options));
  createItemCommands(program)('correct', 'save a corrected transcript as a new version')
    .argument('<file>', 'output of `tl transcript ID --json` with edited `segments`')
    .action((id: string, file: string, options: Parameters<typeof correct>[3]) => correct(context, id, file, options));
  createItemCommands(program)('name-speaker', 'name a speaker of the transcript, for the whole recording')
    .argument('<speaker>', 'id or present name, e.g. S1')
    .argument('<name>', 'new name; an empty text removes the name')
    .action((id: string, speaker: string, name: string, options: Parameters<typeof nameSpeaker>[3]) =>
      nameSpeaker(context, id, { speaker, name }, options),
    );
  change('set-language', 'set the spoken language; after a change, the next run transcribes again')
    .argument('<tag>', 'e.g. de or pt-BR; auto detects it from the sound')
    .option('--run', 'transcribe again at once, if the transcript is in another language')
    .action((id: string, tag: string, options: Parameters<typeof setLanguage>[3]) => setLanguage(context, id, tag, options));
};
