import { request } from '@throughline/api-client';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { DOCUMENTS, kindOf, openClient, type CliContext } from '../commands/context.js';
import type { PreviewOptions } from '../commands/preview.js';
import { findLibrary } from '../libraries/find-library.js';
import { addSavedOptions, addTemplateOptions, collectNames, createChangeCommands } from '../options.js';
import type { ActionLines } from './action-lines.js';
import { preferences, type PreferencesOptions } from './preferences.js';
import { changeItem, changeRecordingOnly, sendCommand } from './send-command.js';

/** Such a text is sent without a search: a token of a joined library lists no other library. */
const LIBRARY_ID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

export const detailLines = {
  describe: (id) => `describe ${id} --title TEXT`,
  transfer: (id) => `transfer ${id} LIBRARY`,
} satisfies ActionLines;
export const languageLines = { set_language: (id) => `set-language ${id} TAG` } satisfies ActionLines;

interface DescribeOptions extends PreviewOptions {
  readonly title?: string;
  /** Empty: removes it. */
  readonly description?: string;
  readonly tag?: readonly string[];
  readonly removeTags?: boolean;
}

const textsOf = ({ title, description, tag, removeTags }: DescribeOptions) => ({
  title,
  description: description === '' ? null : description,
  tags: removeTags === true ? null : tag,
});

/** `tl describe ID`: changes texts of the item at its present revision. */
const describeItem = (context: CliContext, id: string, options: DescribeOptions): Promise<void> =>
  changeItem(context, id, options, textsOf(options));

interface LanguageOptions extends PreviewOptions {
  readonly run?: boolean;
}

/** `tl set-language ID TAG`. */
async function setLanguage(context: CliContext, id: string, language: string, options: LanguageOptions): Promise<void> {
  await changeRecordingOnly(context, id, options, { language, run: options.run });
}

/** Returns the second, or null for a picture that the server chooses. */
function parseSecond(text: string): number | null {
  if (text === 'auto') return null;
  if (/^\d{1,6}(\.\d{1,3})?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('must be a number of seconds, such as 90 or 12.5, or auto');
}

/** `tl set-thumbnail ID SECOND`. */
const setThumbnail = (context: CliContext, id: string, second: number | null, options: PreviewOptions): Promise<void> =>
  changeRecordingOnly(context, id, options, { thumbnail: second === null ? null : { second } });

interface BindOptions extends PreviewOptions {
  readonly resetPreferences?: boolean;
}

const bind = (context: CliContext, id: string, template: string, options: BindOptions): Promise<void> =>
  sendCommand(context, id, options, ({ operations, path, query: preview }) => {
    const query = { ...(options.resetPreferences === true ? { reset_preferences: true } : {}), ...preview };
    return request(operations.bind, { path: { ...path, template_id: template }, query });
  });

const unbind = (context: CliContext, id: string, options: PreviewOptions): Promise<void> =>
  sendCommand(context, id, options, ({ operations, ...item }) => request(operations.unbind, item));

/** `tl transfer ID LIBRARY`. */
async function transfer(context: CliContext, id: string, library: string, options: PreviewOptions): Promise<void> {
  const libraryId = LIBRARY_ID.test(library) ? library : (await findLibrary(await openClient(context, options), library)).id;
  await sendCommand(context, id, options, ({ operations, ...item }) =>
    request(operations.transfer, { ...item, body: { library_id: libraryId } }),
  );
}

export const addDetails = (program: Command, context: CliContext): void => {
  const change = createChangeCommands(program);
  change('describe', 'change title, description and tags')
    .option('--title <text>', 'new title')
    .option('--description <text>', 'new description; an empty text removes it')
    .addOption(new Option('--tag <text>', 'replaces all tags; can be repeated').argParser(collectNames).conflicts('removeTags'))
    .option('--remove-tags', 'remove all tags')
    .action((id: string, options: DescribeOptions) => describeItem(context, id, options));
  change('bind', 'bind a template; later runs use its settings')
    .argument('<template>', 'id of the template')
    .option('--reset-preferences', 'also remove the preferences of the item, which rank above the template')
    .action((id: string, template: string, options: BindOptions) => bind(context, id, template, options));
  change('transfer', 'move to another library; its template and the outputs of that library stay behind')
    .argument('<library>', 'name or id of the library; `tl library list` lists yours')
    .action((id: string, library: string, options: PreviewOptions) => transfer(context, id, library, options));
  const isAboutDocuments = kindOf(context) === DOCUMENTS;
  (isAboutDocuments ? addSavedOptions : addTemplateOptions)(
    change('preferences', 'show or change the settings of every later run of one item; --config replaces all of them'),
  )
    .option('--clear', 'remove all preferences')
    .action((id: string, options: PreferencesOptions) => preferences(context, id, options));
  change('unbind', 'unbind the template; the outputs of the last run stay').action((id: string, options: PreviewOptions) =>
    unbind(context, id, options),
  );
};

/** Adds the commands that only recordings have. */
export const addLanguage = (program: Command, context: CliContext): void => {
  const change = createChangeCommands(program);
  change('set-language', 'set the spoken language; after a change, the next run transcribes again')
    .argument('<tag>', 'e.g. de or pt-BR; auto detects it from the sound')
    .option('--run', 'transcribe again at once, if the transcript is in another language')
    .action((id: string, tag: string, options: LanguageOptions) => setLanguage(context, id, tag, options));
  change(
    'set-thumbnail',
    'use the picture at a second of the video as the thumbnail, also for later deliveries to YouTube and VK',
  )
    .argument('<second>', 'e.g. 90 or 12.5; auto: the server chooses', parseSecond)
    .action((id: string, second: number | null, options: PreviewOptions) => setThumbnail(context, id, second, options));
};
